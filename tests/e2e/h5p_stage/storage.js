// A sandboxed page has no storage, and H5P asks for one.
window.H5PIntegration = { crossorigin: "anonymous" };
for (const name of ["localStorage", "sessionStorage"]) {
  const kept = new Map();
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
  Object.defineProperty(window, name, { value: storage });
}
