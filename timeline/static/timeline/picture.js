// The picture as one stop of the Tab key: arrows walk its marks, a mark in focus shows its links, + and − zoom, a drag
// over the ground or [ and ] choose the list's period. Its marks are links of the page; nothing is fetched or kept here.

const SVG = "http://www.w3.org/2000/svg";
const DAY = 86_400_000;
const MOST_ZOOM = 12;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let kept = { zoom: 1, left: null }; // survives an exchange of the picture by a filter

const make = (name, attributes) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};
const share = (mark) => parseFloat(mark.querySelector("use").getAttribute("x"));
const height = (mark) => parseFloat(mark.querySelector("use").getAttribute("y"));
const told = (element) => element.querySelector(":scope > :is(title, text)")?.textContent;

class Picture {
  constructor(box) {
    this.box = box;
    this.plot = box.querySelector(".plot");
    this.width = this.plot.width.baseVal.value;
    this.lanes = [...box.querySelectorAll(".marks")].map((lane) => [...lane.children]).filter((lane) => lane.length);
    this.marks = this.lanes.flat();
    this.incoming = new Map();
    for (const mark of this.marks)
      for (const target of this.targets(mark)) this.incoming.set(target, [...(this.incoming.get(target) || []), mark]);
    this.layer = this.plot.appendChild(make("g", {}));
    this.band = this.plot.querySelector(".brush");
    this.addTools();
    this.zoom(kept.zoom);
    box.scrollLeft = kept.left ?? this.lastLandmark();
    this.listen();
  }

  targets(mark) {
    return mark.dataset.to ? mark.dataset.to.split(" ").map((number) => this.marks[number]) : [];
  }

  lastLandmark() {
    const last = this.marks.filter((mark) => mark.querySelector("use").getAttribute("href").endsWith("1")).at(-1);
    return last ? this.x(last) - this.box.clientWidth / 2 : 0;
  }

  x(mark) {
    return (share(mark) / 100) * this.plot.clientWidth;
  }

  addTools() {
    const [larger, smaller, whole, acts, acted] = this.box.dataset.words.split("|");
    this.acts = acts;
    this.acted = acted;
    this.detail = document.createElement("p");
    this.detail.setAttribute("role", "status");
    this.detail.textContent = this.box.dataset.help;
    const tools = document.createElement("div");
    tools.className = "chart-tools";
    tools.append(this.detail);
    const step = { "+": [larger, () => this.zoom(this.factor * 1.5)], "−": [smaller, () => this.zoom(this.factor / 1.5)] };
    step["1:1"] = [whole, () => this.zoom(1)];
    for (const [sign, [name, act]] of Object.entries(step)) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: sign, title: name, ariaLabel: name });
      button.addEventListener("click", act);
      tools.append(button);
    }
    this.box.nextElementSibling?.matches(".chart-tools") && this.box.nextElementSibling.remove();
    this.box.after(tools);
    this.marks.forEach((mark) => mark.setAttribute("tabindex", "-1"));
    this.current = this.marks.find((mark) => mark.querySelector("use").getAttribute("href").endsWith("1")) || this.marks[0];
    this.current?.setAttribute("tabindex", "0");
    this.box.removeAttribute("tabindex");
  }

  // Make the plot wider around what is in sight, or around the mark that is chosen.
  zoom(factor) {
    const names = this.box.querySelector(".names").clientWidth;
    const inSight = this.box.clientWidth - names;
    const at = this.chosen ? this.x(this.chosen) : this.box.scrollLeft + inSight / 2;
    const middle = at / this.plot.clientWidth;
    const place = at - this.box.scrollLeft;
    this.factor = Math.min(MOST_ZOOM, Math.max(1, factor));
    this.plot.style.width = `${this.width * this.factor}px`;
    this.box.scrollLeft = middle * this.plot.clientWidth - place;
    kept.zoom = this.factor;
    if (this.chosen) this.choose(this.chosen);
  }

  go(mark) {
    if (!mark) return;
    this.current.setAttribute("tabindex", "-1");
    this.current = mark;
    mark.setAttribute("tabindex", "0");
    mark.focus({ preventScroll: true });
    const names = this.box.querySelector(".names").clientWidth;
    const left = this.x(mark) - (this.box.clientWidth - names) / 2;
    this.box.scrollTo({ left, behavior: calm ? "auto" : "smooth" });
    const { top, bottom } = mark.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) mark.scrollIntoView({ block: "center", inline: "nearest" });
  }

  step(key) {
    const row = this.lanes.findIndex((lane) => lane.includes(this.current));
    const lane = this.lanes[row];
    const at = lane.indexOf(this.current);
    const nearest = (other) =>
      other?.reduce((a, b) => (Math.abs(share(a) - share(this.current)) <= Math.abs(share(b) - share(this.current)) ? a : b));
    return {
      ArrowRight: lane[at + 1], ArrowLeft: lane[at - 1], Home: lane[0], End: lane.at(-1),
      ArrowDown: nearest(this.lanes[row + 1]), ArrowUp: nearest(this.lanes[row - 1]),
    }[key];
  }

  // Draw what a mark is linked with: solid arcs to what it acts on, dashed ones from what acts on it; say it in words.
  choose(mark) {
    this.clear();
    this.chosen = mark;
    const out = this.targets(mark);
    const into = this.incoming.get(mark) || [];
    const titles = (marks) => marks.map(told).join("; ");
    const words = [told(mark)];
    if (out.length) words.push(`${this.acts}: ${titles(out)}`);
    if (into.length) words.push(`${this.acted}: ${titles(into)}`);
    this.detail.textContent = words.join(" · ");
    if (!out.length && !into.length) return;
    this.box.classList.add("picked");
    for (const linked of new Set([mark, ...out, ...into])) {
      linked.classList.add("linked");
      this.plot.querySelector(`[data-of="${this.marks.indexOf(linked)}"]`)?.classList.add("linked");
    }
    this.layer.append(make("circle", { class: "ring", cx: this.x(mark), cy: height(mark), r: 10 }));
    for (const other of out) this.layer.append(make("path", { class: "arc", d: this.arc(mark, other) }));
    for (const other of into) this.layer.append(make("path", { class: "arc in", d: this.arc(other, mark) }));
  }

  // Within a lane an arc hangs below the marks, between lanes it is drawn as an S.
  arc(from, to) {
    const [x1, y1, x2, y2] = [this.x(from), height(from), this.x(to), height(to)];
    if (Math.abs(y1 - y2) < 60) {
      const low = Math.max(y1, y2) + Math.min(70, 18 + Math.abs(x1 - x2) / 8);
      return `M${x1} ${y1}C${x1} ${low} ${x2} ${low} ${x2} ${y2}`;
    }
    const middle = (y1 + y2) / 2;
    return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
  }

  clear() {
    this.chosen = null;
    this.layer.replaceChildren();
    this.box.classList.remove("picked");
    this.plot.querySelectorAll(".linked").forEach((element) => element.classList.remove("linked"));
  }

  dayAt(percent) {
    const [first, last] = [Date.parse(this.plot.dataset.first), Date.parse(this.plot.dataset.last)];
    const part = Math.min(1, Math.max(0, percent / parseFloat(this.plot.dataset.span)));
    return new Date(first + Math.round((part * (last - first)) / DAY) * DAY).toISOString().slice(0, 10);
  }

  // Ask the record's form for a period, as if it had been typed there.
  period(from, to) {
    const form = document.querySelector("form.filters");
    if (from) form.elements.from.value = from;
    if (to) form.elements.to.value = to;
    form.dispatchEvent(new Event("period"));
  }

  brush(event) {
    if (event.pointerType === "touch" || event.button || event.target.closest("a")) return;
    event.preventDefault();
    const left = this.plot.getBoundingClientRect().left;
    const percent = (move) => (100 * (move.clientX - left)) / this.plot.clientWidth;
    const start = percent(event);
    this.band ??= this.plot.appendChild(make("rect", { class: "brush", y: 22, height: "100%" }));
    const draw = (move) => {
      const end = Math.min(100, Math.max(0, percent(move)));
      this.band.setAttribute("x", `${Math.min(start, end)}%`);
      this.band.setAttribute("width", `${Math.abs(end - start)}%`);
      this.detail.textContent = [this.dayAt(Math.min(start, end)), this.dayAt(Math.max(start, end))].join(" – ");
      return end;
    };
    this.plot.setPointerCapture(event.pointerId);
    this.plot.onpointermove = draw;
    this.plot.onpointerup = (move) => {
      this.plot.onpointermove = this.plot.onpointerup = null;
      const end = draw(move);
      if (Math.abs(end - start) * this.plot.clientWidth < 600) this.band.setAttribute("width", 0);
      else this.period(this.dayAt(Math.min(start, end)), this.dayAt(Math.max(start, end)));
    };
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const day = () => this.dayAt(share(this.current));
    const act = {
      "+": () => this.zoom(this.factor * 1.5), "-": () => this.zoom(this.factor / 1.5), "0": () => this.zoom(1),
      "[": () => this.period(day(), ""), "]": () => this.period("", day()),
      Escape: () => { this.clear(); this.current.blur(); },
    }[event.key];
    const mark = this.step(event.key);
    if (!act && !mark) return;
    event.preventDefault();
    if (act) act();
    else this.go(mark);
  }

  listen() {
    const markOf = (event) => event.target.closest(".marks a");
    this.box.addEventListener("keydown", (event) => markOf(event) && this.key(event));
    this.box.addEventListener("focusin", (event) => {
      const mark = markOf(event);
      if (!mark) return;
      this.current.setAttribute("tabindex", "-1");
      this.current = mark;
      mark.setAttribute("tabindex", "0");
      this.choose(mark);
    });
    this.box.addEventListener("focusout", () => this.clear());
    let waiting;
    this.box.addEventListener("pointerover", (event) => {
      clearTimeout(waiting);
      const mark = markOf(event);
      const other = event.target.closest("a, g");
      if (mark) waiting = setTimeout(() => this.choose(mark), 120);
      else if (other && told(other)) this.detail.textContent = told(other);
      else if (this.chosen && !this.box.contains(document.activeElement)) waiting = setTimeout(() => this.clear(), 300);
    });
    this.box.addEventListener("scroll", () => { kept.left = this.box.scrollLeft; }, { passive: true });
    this.box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(this.factor * (event.deltaY < 0 ? 1.2 : 1 / 1.2));
    }, { passive: false });
    this.plot.addEventListener("pointerdown", (event) => this.brush(event));
  }
}

// Measuring the picture lays all of it out, in one task: that waits until a reader comes near it, and is never part of
// the first screen.
const near = new IntersectionObserver((seen) => seen.forEach(({ isIntersecting, target }) => {
  const box = target.querySelector(".chart");
  if (!isIntersecting || !box?.offsetParent || box.dataset.ready || !box.querySelector(".marks a")) return;
  box.dataset.ready = "1";
  new Picture(box);
}), { rootMargin: "300px" });
const start = () => {
  near.disconnect();
  document.querySelectorAll(".chart").forEach((box) => near.observe(box.parentElement));
};
start();
document.addEventListener("record:changed", start);
addEventListener("resize", start);
