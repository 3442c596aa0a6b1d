// Suggestions for fields that name a role: while someone types, the field's list is filled from
// /roles/suggest/. The field is a plain text field and its form works without this module.

const fields = document.querySelectorAll('input[data-suggest="roles"]');
const address = document.documentElement.dataset.suggestUrl;

function listFor(input, index) {
  const list = document.createElement("datalist");
  list.id = `suggestions-${index}`;
  input.after(list);
  input.setAttribute("list", list.id);
  return list;
}

async function fill(list, text, signal) {
  const response = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal });
  if (!response.ok) return;
  const { roles } = await response.json();
  list.replaceChildren(
    ...roles.map(({ code, title }) => Object.assign(document.createElement("option"), { value: code, label: `${title} (${code})` })),
  );
}

fields.forEach((input, index) => {
  const list = listFor(input, index);
  let pending;
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    pending?.abort();
    const text = input.value.trim();
    if (text.length < 2) return list.replaceChildren();
    timer = setTimeout(() => {
      pending = new AbortController();
      fill(list, text, pending.signal).catch(() => {}); // a lost suggestion is no fault: the form still works
    }, 120);
  });
});
