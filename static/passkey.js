/* Ask the browser to make a passkey, or to sign in with one, and send what it says. */

const asked = document.querySelector("[data-passkey]");

function bytes(text) {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function readable(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const each of list || []) each.id = bytes(each.id);
  }
  return options;
}

function written(credential) {
  const answer = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) answer[name] = text(credential.response[name]);
  }
  const transports = credential.response.getTransports ? credential.response.getTransports() : [];
  return JSON.stringify({
    id: credential.id, rawId: text(credential.rawId), type: credential.type, response: answer,
    transports, extensions: JSON.stringify(credential.getClientExtensionResults()),
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function ask() {
  const form = document.querySelector("form input[name=credential]").form;
  try {
    const publicKey = readable(JSON.parse(asked.dataset.options));
    const credential = await navigator.credentials[asked.dataset.passkey]({ publicKey });
    form.credential.value = written(credential);
    form.submit();
  } catch (refused) {
    document.querySelector("[data-again]").hidden = false;
  }
}

if (asked && window.PublicKeyCredential) {
  document.querySelector("[data-again]").addEventListener("click", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
}
