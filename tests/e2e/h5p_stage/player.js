// Play one package, and tell the page around it what happens.
const settings = JSON.parse(document.getElementById("settings").textContent);
const folder = `/packages/${settings.package}`;
const tell = (data) => window.parent.postMessage(data, "*");

async function play() {
  const about = await (await fetch(`${folder}/h5p.json`, { credentials: "omit" })).json();
  await new window.H5PStandalone.H5P(document.getElementById("player"), {
    id: "1",
    embedType: "div",
    preventH5PInit: false,
    h5pJsonPath: folder,
    frameJs: "/h5p/frame.bundle.js",
    frameCss: "/h5p/styles/h5p.css",
    xAPIObjectIRI: settings.activity,
    assetsRequestFetchOptions: { credentials: "omit" },
    saveFreq: 3600,
    metadata: { title: about.title, defaultLanguage: settings.language },
    ...(settings.state && { contentUserData: [{ state: JSON.stringify(settings.state) }] }),
  });
  const { H5P } = window;
  H5P.externalDispatcher.on("xAPI", (event) => tell({ statement: event.data.statement }));
  H5P.jQuery(() => {
    H5P.init(document.body);
    document.documentElement.dataset.ready = "yes";
  });
  const body = document.body;
  new ResizeObserver(() => tell({ height: Math.ceil(body.getBoundingClientRect().height) })).observe(body);
}

play();
