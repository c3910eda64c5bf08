/** What every page may use: menus that know when to close. Without it they are plain popovers. */

const menus = document.querySelectorAll("nav[popover]");
const wide = window.matchMedia("(width >= 60rem)");

const close = (menu) => menu.matches(":popover-open") && menu.hidePopover();

/** A link within the page leaves the menu open over its goal: close it. */
for (const menu of menus) {
  menu.addEventListener("click", (event) => {
    if (event.target.closest("a[href*='#']")) close(menu);
  });
  /** Leaving the menu by keyboard closes it, so that focus is never behind it. */
  menu.addEventListener("focusout", (event) => {
    const goal = event.relatedTarget;
    if (goal && !menu.contains(goal) && goal.getAttribute("popovertarget") !== menu.id) close(menu);
  });
}

/** On a wide screen the menu is a line: nothing to close, nothing in the top layer. */
wide.addEventListener("change", () => menus.forEach(close));
