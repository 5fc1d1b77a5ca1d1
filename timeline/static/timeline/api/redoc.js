// Starts Redoc on the description that the page names.
const viewer = document.getElementById("viewer");
const FOREIGN_LOGO = "https://cdn.redoc.ly/";

// Redoc asks its maker's server for a logo. The page's policy forbids that; not asking keeps the console clean.
const image = HTMLImageElement.prototype;
const { setAttribute } = image;
const source = Object.getOwnPropertyDescriptor(image, "src");
image.setAttribute = function (name, value) {
  if (name !== "src" || !String(value).startsWith(FOREIGN_LOGO)) {
    setAttribute.call(this, name, value);
  }
};
Object.defineProperty(image, "src", {
  ...source,
  set(value) {
    if (!String(value).startsWith(FOREIGN_LOGO)) {
      source.set.call(this, value);
    }
  },
});

window.Redoc.init(
  viewer.dataset.schema,
  {
    hideDownloadButton: false,
    nativeScrollbars: true,
    pathInMiddlePanel: true,
    theme: {
      typography: {
        fontFamily: "ui-sans-serif, system-ui, sans-serif",
        headings: { fontFamily: "ui-sans-serif, system-ui, sans-serif" },
        code: { fontFamily: "ui-monospace, monospace" },
      },
    },
  },
  viewer,
);
