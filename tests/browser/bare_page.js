/** The host's side of a widget in an empty page: a model like ipywidgets', and what it was told. */

class StubModel {
  #state;
  #listeners = [];
  sent = [];
  saves = 0;

  constructor(state) {
    this.#state = { ...state };
  }

  get(name) {
    return this.#state[name];
  }

  set(name, value) {
    if (this.#state[name] === value) return;
    this.#state[name] = value;
    this.#trigger(`change:${name}`, this, value);
  }

  on(name, callback) {
    this.#listeners.push([name, callback]);
  }

  off(name, callback) {
    this.#listeners = this.#listeners.filter(
      ([known, listener]) => (name && known !== name) || (callback && listener !== callback),
    );
  }

  send(content, _callbacks, buffers = []) {
    const bytes = buffers.map((buffer) => encode(new Uint8Array(buffer.buffer ?? buffer)));
    this.sent.push({ content: structuredClone(content), buffers: bytes });
  }

  save_changes() {
    this.saves += 1;
  }

  /** A state update from Python: all values first, then the events, as Backbone does. */
  update(state) {
    Object.assign(this.#state, state);
    for (const name of Object.keys(state)) this.#trigger(`change:${name}`, this, state[name]);
  }

  receive(content, buffers) {
    this.#trigger("msg:custom", content, buffers.map(decode));
  }

  #trigger(name, ...values) {
    for (const [known, callback] of [...this.#listeners]) if (known === name) callback(...values);
  }
}

const encode = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const decode = (text) =>
  new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);

const models = [];

window.bare = {
  /** Load a widget's script, make its model, and show `views` views of it; return its number. */
  async open(stem, state, views) {
    if (!document.querySelector(`link[href="/${stem}.css"]`)) {
      const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/${stem}.css` });
      document.head.append(sheet);
      await new Promise((resolve) => (sheet.onload = sheet.onerror = resolve));
    }
    const module = await import(`/${stem}.js`);
    const widget = typeof module.default === "function" ? await module.default() : module.default;
    const model = new StubModel(state);
    const stop = new AbortController();
    await widget.initialize?.({ model, signal: stop.signal });
    models.push({ model, widget, stop });
    const number = models.length - 1;
    for (let view = 0; view < views; view += 1) await this.addView(number);
    return number;
  },
  async addView(number) {
    const { model, widget, stop } = models[number];
    const el = document.createElement("div");
    el.className = "view";
    document.body.append(el);
    el.closeView = await widget.render({ model, el, signal: stop.signal });
  },
  takeSent: (number) => models[number].model.sent.splice(0),
  update: (number, state) => models[number].model.update(state),
  receive: (number, content, buffers) => models[number].model.receive(content, buffers),
  get: (number, name) => models[number].model.get(name),
  set: (number, name, value) => models[number].model.set(name, value),
  saves: (number) => models[number].model.saves,
};
