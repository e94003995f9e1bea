// What the theme adds to a page once it is loaded, made fit for the keyboard and for those who hear the page.
"use strict";
const mend = () => {
  // A bar with one button is no landmark.
  for (const bar of document.querySelectorAll("nav.md-code__nav")) bar.setAttribute("role", "presentation");
  // What can be moved sideways is reached by the keyboard.
  for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset p:has(> img)"))
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", mend);
addEventListener("load", mend);
mend();
