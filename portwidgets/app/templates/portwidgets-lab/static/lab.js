/* What JupyterLab's page lacks: it says when its kernel is gone, and ends its kernel when it closes. */
(() => {
  // Voilà's script, which comes after this one, calls it when its theme is there, if the cells are.
  window.cellLoaded = true;
  window.voila_finish = () => {
    document.documentElement.dataset.pwState = "ready";
  };

  const page = JSON.parse(document.getElementById("pw-page").textContent);
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const texts = page.texts[document.documentElement.lang] ?? page.texts.en;
  const banner = document.getElementById("pw-banner");
  const kernel = `${page.base}api/kernels/${config.kernelId}`;
  let silent = 0;

  const say = (text) => {
    banner.textContent = text;
    banner.hidden = !text;
  };

  const look = async () => {
    try {
      const answer = await fetch(kernel, {
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout(1500),
      });
      silent = 0;
      if (answer.ok) say("");
      else {
        clearInterval(looking);
        say(texts.lost_ask);
        const button = Object.assign(document.createElement("button"), { textContent: texts.reload });
        button.onclick = () => location.reload();
        banner.append(button);
      }
    } catch {
      silent += 1;
      if (silent > 1) say(texts.waiting);
    }
  };
  const looking = setInterval(look, 1500);

  addEventListener("pagehide", () => {
    const cookies = document.cookie.split("; ").map((each) => each.split("="));
    const token = cookies.filter(([name]) => name === page.xsrfCookie).at(-1)?.[1] ?? "";
    const address = `${page.base}voila/api/shutdown/${config.kernelId}`;
    navigator.sendBeacon(address, new URLSearchParams({ _xsrf: token }));
  });
})();
