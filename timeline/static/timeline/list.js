// The record's form and windows without a jump of the page: htmx is fetched when the first of them is touched, and
// exchanges record and picture; the address stays what it would have been, and the number of events is told.

const script = document.querySelector("script[data-htmx]");
const CONFIG = { includeIndicatorStyles: false, allowEval: false, historyCacheSize: 0, refreshOnHistoryMiss: true };
let asked = false;

function fetchHtmx() {
  if (asked) return;
  asked = true;
  const [config, element] = [document.createElement("meta"), document.createElement("script")];
  Object.assign(config, { name: "htmx-config", content: JSON.stringify(CONFIG) });
  element.src = script.dataset.htmx;
  document.head.append(config, element);
}

const record = () => document.getElementById("record");
for (const kind of ["pointerover", "focusin", "touchstart"])
  document.addEventListener(kind, (event) => event.target.closest?.("#record :is(form, nav, .record-bar, .chosen), .chart") && fetchHtmx(), { passive: true });

// The picture's brush has set the form's period.
document.addEventListener("period", (event) => {
  const form = event.target;
  if (window.htmx) window.htmx.trigger(form, "submit");
  else form.requestSubmit();
}, true);

// What asks for nothing does not belong into an address.
document.addEventListener("htmx:configRequest", (event) => {
  const { parameters } = event.detail;
  for (const [name, value] of Object.entries(parameters)) if (value === "" || (name === "show" && value === "everything")) delete parameters[name];
});

// The picture above may change its height: what the reader looks at stays where it was, and details stay open.
let open = false;
let top = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  open = record().querySelector("details")?.open;
  top = event.detail.requestConfig?.elt.matches("form") ? record().getBoundingClientRect().top : null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "record") return;
  const details = record().querySelector("details");
  if (details && open) details.open = true;
  document.dispatchEvent(new Event("record:changed"));
  if (top !== null) scrollBy({ top: record().getBoundingClientRect().top - top, behavior: "instant" });
  document.getElementById("told").textContent = record().querySelector(".record-bar b").textContent;
});

// A page that was loaded anew does not hold what the steps before it showed.
addEventListener("popstate", (event) => event.state?.htmx && !window.htmx && location.reload());
