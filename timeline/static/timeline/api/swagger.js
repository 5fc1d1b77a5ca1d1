// Starts Swagger UI on the description that the page names.
const viewer = document.getElementById("viewer");

window.SwaggerUIBundle({
  url: viewer.dataset.schema,
  domNode: viewer,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  displayOperationId: false,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  tryItOutEnabled: true,
  supportedSubmitMethods: ["get"],
  // The validator is a service of others: this page talks to nobody else.
  validatorUrl: null,
});
