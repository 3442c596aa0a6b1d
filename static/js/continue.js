// An action on many rows goes on by itself from batch to batch; without this, its button does the same.
document.querySelector("form[data-continue]")?.requestSubmit();
