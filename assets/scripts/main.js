// Everything a page can do beyond being read. Pages are whole without it.
import { watchAnswers } from "./answers.js";
import { drawWires } from "./chain.js";
import { prepareSharing, prepareView } from "./chainview.js";
import { showCharts } from "./charts.js";
import { prepareDialogs } from "./dialogs.js";
import { prepareSwitches } from "./switches.js";
import { prepareTimetables } from "./timetables.js";
import { prepareTables } from "./tables/prepare.js";

function prepare(part) {
  prepareTables(part);
  prepareView(part);
  prepareSharing(part);
  drawWires(part);
  prepareTimetables(part);
  showCharts(part);
}

prepareSwitches();
prepareDialogs();
watchAnswers();
prepare(document);
// htmx swaps a part of the page when a filter changes: prepare what is new
document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
