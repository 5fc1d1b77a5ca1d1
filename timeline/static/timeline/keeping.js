// Keeps what is typed into a form of the record, in this tab alone, until the desk says that it was saved.
"use strict";

(() => {
  const PREFIX = "kept-form:";
  const PAUSE = 800; // ms without a change before the form is kept
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "_brought_back"]);

  const saved = (document.cookie.match(/(?:^|; )kept_as=([0-9a-f-]{36})/) || [])[1];
  for (const key of Object.keys(sessionStorage)) {
    if (saved && key.startsWith(PREFIX) && JSON.parse(sessionStorage[key]).name === saved) sessionStorage.removeItem(key);
  }

  function entries(form) {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.has(name));
  }

  function field(form, name, value) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
    return input;
  }

  // Posted as it was typed, the desk lays the form out again, lines of tables included, and saves nothing.
  function bringBack(form, kept) {
    const again = document.createElement("form");
    again.method = "post";
    again.hidden = true;
    for (const [name, value] of kept.entries) field(again, name, value);
    field(again, "csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    field(again, "_brought_back", "1");
    document.body.append(again);
    again.submit();
  }

  function offer(form, kept, key) {
    const box = document.createElement("section");
    box.className = "desk-standing desk-kept";
    box.setAttribute("role", "status");
    const words = document.createElement("p");
    words.textContent = `Typed at ${kept.time} and not saved${kept.title ? `: “${kept.title}”` : ""}.`;
    const buttons = document.createElement("p");
    buttons.className = "desk-buttons";
    for (const [label, does] of [
      ["Bring it back", () => bringBack(form, kept)],
      [
        "Throw it away",
        () => {
          sessionStorage.removeItem(key);
          box.remove();
        },
      ],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "desk-line-instead";
      button.textContent = label;
      button.addEventListener("click", does);
      buttons.append(button);
    }
    box.append(words, buttons);
    form.before(box);
  }

  function watch(form) {
    const own = `${PREFIX}${form.querySelector("[data-account]").dataset.account}:`;
    for (const other of Object.keys(sessionStorage)) {
      if (other.startsWith(PREFIX) && !other.startsWith(own)) sessionStorage.removeItem(other); // another account's
    }
    const key = own + location.pathname;
    const name = crypto.randomUUID();
    const typed = Boolean(form.querySelector(".desk-problems"));
    const kept = sessionStorage[key] && JSON.parse(sessionStorage[key]);
    if (kept && !typed) offer(form, kept, key);
    field(form, "kept_as", name);
    let timer = 0;

    const keep = () => {
      const title = form.querySelector("[name=title_en], [name=name], [name=title]");
      const time = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
      const value = { name, time, title: title ? title.value : "", entries: entries(form) };
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        sessionStorage.removeItem(key); // too much to keep: better nothing than what is out of date
      }
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(keep, PAUSE);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep();
    });
    if (typed) keep();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("#content-main form[id$=_form]:has([name=edited_from])");
    if (form) watch(form);
  });
})();
