// Ctrl+Enter saves a form of the record, Ctrl+Shift+Enter goes on to publishing it.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form");
  const names = event.shiftKey ? ["_publish"] : ["_save", "_continue"];
  const button = form && names.map((name) => form.elements[name]).find(Boolean);
  if (!button) return;
  event.preventDefault();
  form.requestSubmit(button);
});
