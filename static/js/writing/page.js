// Forms for a text on pages of their own: a new thread, a new text of a post. Kept while typing, forgotten once sent.

import { Names } from "../thread-names.js";
import { Keeper } from "./keeper.js";
import { read, remove, write } from "./store.js";
import { Uploads } from "./uploads.js";
import { newKey } from "./store.js";

for (const form of document.querySelectorAll("form[data-writing]:not([data-compose])")) {
  form.elements.client_id.value ||= newKey();
  const keeper = new Keeper(form);
  const uploads = new Uploads(form, keeper);
  new Names(form, form.elements.body);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    if (uploads.isBusy) {
      event.preventDefault();
      return keeper.say("uploads_running");
    }
    keeper.keep();
    keeper.stop();
    keeper.agreed = keeper.typed; // what leaves now is not kept again by the closing page
    return write(`ip-writing-sent:${document.documentElement.dataset.reader}`, keeper.place);
  });
}

// A page that is neither the form again nor a sign-in came after sending: the text has arrived.
const SENT = `ip-writing-sent:${document.documentElement.dataset.reader}`;
const sent = read(SENT);
if (sent) {
  remove(SENT);
  const isBack = [...document.querySelectorAll("form[data-writing]")].some((form) => sent.endsWith(`:${form.dataset.writing}`));
  if (!isBack && !document.querySelector("[data-error-page]")) remove(sent);
}
