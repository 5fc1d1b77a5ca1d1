// A slider beside the replay's date field: it moves the field, and the form asks for the day when it is let go.
const DAY = 86_400_000;

function addSlider(form) {
  const field = form.querySelector("input[type=date]");
  const first = Date.parse(form.dataset.first);
  const days = Math.round((Date.parse(form.dataset.last) - first) / DAY);
  if (!(days > 0)) return;
  const slider = document.createElement("input");
  const long = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  Object.assign(slider, { type: "range", min: 0, max: days, step: 1 });
  slider.setAttribute("aria-label", field.labels[0].textContent.trim());
  const show = () => slider.setAttribute("aria-valuetext", long.format(first + slider.value * DAY));
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
  show();
  field.closest("p").after(slider);
}

document.querySelectorAll("[data-replay]").forEach(addSlider);
