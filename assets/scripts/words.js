// The few words that scripts add to a page, in the language of the page.
const english = document.documentElement.lang.startsWith("en");

export const say = (zh, en) => (english ? en : zh);
