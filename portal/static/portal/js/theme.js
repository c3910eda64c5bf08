/* Before the first paint: the colours the reader chose. Small and blocking on purpose. */
(function () {
  try {
    var theme = localStorage.getItem("theme");
    var root = document.documentElement;
    if (!root.hasAttribute("data-theme") && (theme === "light" || theme === "dark")) {
      root.setAttribute("data-theme", theme);
    }
  } catch (error) {
    /* no storage: the device decides */
  }
})();
