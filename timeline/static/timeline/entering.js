// The form of an event: says below the lines of parties and sources what each means.
"use strict";

(() => {
  const PAUSE = 400; // ms without a key before lines are read
  const AGAIN = 1500; // ms until an address that is being asked for is looked at again

  function tell(area) {
    const said = document.createElement("div");
    said.setAttribute("role", "status");
    area.insertAdjacentElement("afterend", said);
    let timer = 0;
    let newest = 0;

    const later = (wait) => {
      clearTimeout(timer);
      timer = setTimeout(read, wait);
    };

    async function read() {
      const number = ++newest;
      const body = new URLSearchParams({ kind: area.dataset.lines, text: area.value });
      body.set("csrfmiddlewaretoken", area.form.elements.csrfmiddlewaretoken.value);
      let answer;
      try {
        answer = await fetch(area.dataset.linesUrl, { method: "POST", body, redirect: "error" });
      } catch {
        answer = null;
      }
      const text = answer && answer.ok ? await answer.text() : null;
      if (number !== newest) return; // something was typed meanwhile
      if (text === null) {
        said.textContent = "The desk does not answer. What stands here is not lost; saving reads it again.";
        later(10 * AGAIN);
        return;
      }
      said.innerHTML = text;
      if (said.querySelector("[data-waits]")) later(AGAIN);
    }

    area.addEventListener("input", () => later(PAUSE));
    said.addEventListener("click", (event) => {
      const button = event.target.closest("[data-instead]");
      if (!button) return;
      const lines = area.value.split("\n");
      lines[button.dataset.line - 1] = button.dataset.instead;
      area.value = lines.join("\n");
      area.focus();
      read();
    });
    if (area.value.trim()) read();
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("textarea[data-lines]").forEach(tell));
})();
