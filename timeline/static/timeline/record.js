// What script adds to a dispute's page: a slider over the replay's days, and arrow keys in the picture. It adds no content.

const DAY = 86_400_000;
const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;

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

// The picture is one stop of the Tab key: arrows walk its marks, Enter opens one, Escape leaves it.
function addKeys(chart) {
  const lanes = [...chart.querySelectorAll("g[role=group]")]
    .map((lane) => [...lane.querySelectorAll("a")])
    .filter((marks) => marks.length);
  if (!lanes.length) return;
  const place = (mark) => Number(mark.querySelector("use").getAttribute("x"));
  const all = lanes.flat();
  const detail = document.createElement("p");
  detail.className = "chart-detail";
  detail.setAttribute("aria-live", "polite");
  chart.after(detail);
  all.forEach((mark) => mark.setAttribute("tabindex", "-1"));
  let current = all.find((mark) => mark.classList.contains("landmark")) || all[0];
  current.setAttribute("tabindex", "0");

  const go = (mark) => {
    if (!mark) return;
    current.setAttribute("tabindex", "-1");
    current = mark;
    current.setAttribute("tabindex", "0");
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest", inline: "center", behavior: reduced ? "auto" : "smooth" });
  };
  const nearest = (lane) => lane && lane.reduce((a, b) =>
    Math.abs(place(a) - place(current)) <= Math.abs(place(b) - place(current)) ? a : b);

  chart.addEventListener("keydown", (event) => {
    const row = lanes.findIndex((lane) => lane.includes(current));
    const at = lanes[row].indexOf(current);
    const target = {
      ArrowRight: () => lanes[row][at + 1],
      ArrowLeft: () => lanes[row][at - 1],
      ArrowDown: () => nearest(lanes[row + 1]),
      ArrowUp: () => nearest(lanes[row - 1]),
      Home: () => lanes[row][0],
      End: () => lanes[row].at(-1),
    }[event.key];
    if (event.key === "Escape") current.blur();
    if (!target) return;
    event.preventDefault();
    go(target());
  });
  chart.addEventListener("focusin", (event) => {
    const mark = event.target.closest("g[role=group] a");
    if (!mark) return;
    current = mark;
    detail.textContent = mark.querySelector("title").textContent;
  });
  chart.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("a");
    if (mark && mark.querySelector("title")) detail.textContent = mark.querySelector("title").textContent;
  });
  const last = chart.querySelector("a.landmark:last-of-type");
  if (chart.scrollWidth > chart.clientWidth && last) chart.scrollLeft = place(last) - chart.clientWidth / 2;
}

document.querySelectorAll("[data-replay]").forEach(addSlider);
document.querySelectorAll(".chart").forEach(addKeys);
