/* Before the first paint: the colours the reader chose. Small and blocking on purpose. */
(function () {
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.setAttribute("data-theme", theme);
    }
  } catch (error) {
    /* no storage: the device decides */
  }
})();
