// A slider beside the replay's date field: it moves the field, and the form asks for the day when it is let go.
const DAY = 86_400_000;
const idle = window.requestIdleCallback || ((act) => setTimeout(act, 200));

function addSlider(form) {
  const field = form.querySelector("input[type=date]");
  const first = Date.parse(form.dataset.first);
  const days = Math.round((Date.parse(form.dataset.last) - first) / DAY);
  if (!(days > 0)) return;
  const slider = document.createElement("input");
  let long; // the page is read first: what it takes to tell a day in words waits until there is nothing else to do
  Object.assign(slider, { type: "range", min: 0, max: days, step: 1 });
  slider.setAttribute("aria-label", field.labels[0].textContent.trim());
  const show = () => {
    long ??= new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
    slider.setAttribute("aria-valuetext", long.format(first + slider.value * DAY));
  };
  slider.value = Math.round(((Date.parse(field.value) || first + days * DAY) - first) / DAY);
  slider.addEventListener("input", () => {
    field.value = new Date(first + slider.value * DAY).toISOString().slice(0, 10);
    show();
  });
  slider.addEventListener("change", () => form.requestSubmit());
  field.addEventListener("change", () => {
    slider.value = Math.round((Date.parse(field.value) - first) / DAY);
    show();
  });
  idle(show);
  field.closest("p").after(slider);
}

document.querySelectorAll("[data-replay]").forEach(addSlider);
