/** Passkeys: `<form data-passkey="add|prove|sign-in">` asks the device, puts its answer into the form and sends it. */
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

function described(list = []) {
  return list.map((item) => ({ ...item, id: bytes(item.id) }));
}

/** The credential as JSON (WebAuthn level 3), also in browsers without `toJSON`. */
function asJson(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) answer[name] = text(response[name]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
  };
}

async function create(options, alone) {
  const wish = options.publicKey;
  const selection = { ...wish.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return navigator.credentials.create({
    publicKey: {
      ...wish,
      authenticatorSelection: selection,
      challenge: bytes(wish.challenge),
      user: { ...wish.user, id: bytes(wish.user.id) },
      excludeCredentials: described(wish.excludeCredentials),
    },
  });
}

async function get(options) {
  const wish = options.publicKey;
  return navigator.credentials.get({
    publicKey: { ...wish, challenge: bytes(wish.challenge), allowCredentials: described(wish.allowCredentials) },
  });
}

const given = () => JSON.parse(document.getElementById("passkey-data").textContent);
const ways = {
  add: (form) => create(given().creation_options, form.elements.passwordless?.checked ?? false),
  prove: () => get(given().request_options),
  "sign-in": async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the site answered ${answer.status}`);
    return get((await answer.json()).request_options);
  },
};

async function send(form) {
  const note = form.querySelector("[data-passkey-note]");
  const button = form.querySelector("button");
  note.hidden = true;
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify(asJson(await ways[form.dataset.passkey](form)));
    form.submit();
  } catch {
    note.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
