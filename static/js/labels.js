// Django's fields with suggestions are drawn by a library that gives them no name: they take that of their select.
const label = () => {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const name = select.ariaLabel ?? select.labels[0]?.textContent.trim();
    const drawn = select.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox]") ?? [];
    for (const part of name ? drawn : []) {
      part.removeAttribute("aria-labelledby");
      part.ariaLabel = name;
    }
  }
};

addEventListener("load", label);
document.addEventListener("formset:added", () => setTimeout(label));
