// A button beside a code that copies it. Without this module the code is plain text to select.

for (const code of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.quiet = "";
  button.textContent = "Copy code";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy code"), 2000);
  });
  document.querySelector("[data-copy-here]")?.append(button);
}
