// Loads the small modules; each upgrades HTML that already works without it.
import "./badge.js";
import "./copy.js";
import "./drafts.js";
import "./editor.js";
import "./error-summary.js";
import "./live.js";
import "./menus.js";
import "./print.js";
import "./search-focus.js";
import "./submit-on-change.js";
import "./suggest.js";
import "./theme.js";
import "./writing/cards.js";
import "./writing/outbox.js";
