// What a reader sees while an answer is on its way, and when a part of a page cannot be had.
import { say } from "./words.js";

const SLOW = 400;
const WHY = {
  0: ["没有连上服务器，页面仍是原来的内容。", "The server did not answer; the page is as it was."],
  400: ["这些条件里有一项看不懂。", "One of these filters cannot be read."],
  404: ["没有找到。", "Nothing was found there."],
  429: ["这个地址的请求过多。", "Too many requests from this address."],
  503: ["现在计算的人太多，浏览不受影响。", "Too many are computing just now; reading works as usual."],
};
const FAULT = ["出错了，错误已经记下。", "Something went wrong; it has been logged."];

export function watchAnswers() {
  document.addEventListener("htmx:responseError", (event) => failed(event.detail.xhr, event.detail.pathInfo));
  document.addEventListener("htmx:sendError", (event) => failed({ status: 0 }, event.detail.pathInfo));
  document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-failed]")?.remove());
  document.addEventListener("submit", (event) => event.target.matches(".ask") && working(event.target));
  // a page that comes back from the browser's own memory has nothing on its way
  window.addEventListener("pageshow", () => document.querySelectorAll(".working").forEach((each) => each.remove()));
}

function failed(answer, asked) {
  const results = document.getElementById("results");
  if (!results) {
    return;
  }
  document.querySelector("[data-failed]")?.remove();
  const seconds = Number(answer.getResponseHeader?.("Retry-After") ?? 0);
  const box = document.createElement("div");
  box.className = "error-summary";
  box.dataset.failed = "";
  box.setAttribute("role", "alert");
  const sentence = document.createElement("p");
  sentence.textContent = say(...(WHY[answer.status] ?? FAULT));
  if (seconds) {
    sentence.append(say(`请 ${seconds} 秒后再试。`, ` Try again in ${seconds} seconds.`));
  }
  const again = document.createElement("a");
  again.href = asked?.finalRequestPath ?? location.href;
  again.textContent = say("再试一次", "Try again");
  box.append(sentence, again);
  results.before(box);
}

// A long computation says that it runs; it can be left at any time, for the answer is kept by its address.
function working(form) {
  setTimeout(() => {
    const line = document.createElement("p");
    line.className = "working";
    line.setAttribute("role", "status");
    const bar = document.createElement("progress");
    line.append(bar, say("正在计算。可以离开，稍后用同一网址再来。", "Working. You may leave and come back to the same address."));
    bar.setAttribute("aria-label", say("正在计算", "Working"));
    form.append(line);
  }, SLOW);
}
