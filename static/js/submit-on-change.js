// form[data-submit-on-change]: a menu of orders acts at once; its button stays for those without a script.

for (const form of document.querySelectorAll("[data-submit-on-change]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
