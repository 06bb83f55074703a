// What pages do better with a script. Everything here can be missing: forms and
// links work by themselves.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);

  // Says text to a screen reader; emptied first, so that the same is said twice.
  const announce = (text) => {
    const live = $("announce");
    if (!live || !text) return;
    live.textContent = "";
    setTimeout(() => { live.textContent = text; }, 60);
  };

  const badge = (count) => {
    const mark = document.querySelector("#cart-link .cartlink__count");
    if (mark) mark.textContent = count > 0 ? count : "";
  };

  const away = (on) => {
    const banner = $("banner");
    if (banner) banner.textContent = on ? banner.dataset.text : "";
  };

  const focus = (element) => {
    if (!element) return;
    if (!element.matches("a, button, input, select, [tabindex]")) element.tabIndex = -1;
    element.focus({ preventScroll: element.id !== "problem" });
  };

  // Load more: the first new card gets the focus.
  let before = 0;
  const cards = () => document.querySelectorAll("#list-cards > li");
  document.addEventListener("htmx:before:request", () => { before = cards().length; });

  document.addEventListener("htmx:after:swap", (e) => {
    if (e.detail.ctx?.response?.status >= 500) return; // nothing was swapped
    away(false);
    const cart = $("cart-body");
    if (cart) badge(+cart.dataset.count);
    const problem = $("problem");
    const more = cards();
    const target = e.detail.ctx?.target?.id;
    if (problem) return focus(problem);
    if (target === "list") { // narrowed: what was pressed may be gone
      const title = $("list-title");
      announce(title?.textContent);
      if (document.activeElement === document.body) focus(title);
    } else if (target === "list-cards" && more.length > before) {
      focus(more[before].querySelector("a"));
      announce(document.querySelector(".pages__where")?.textContent);
    } else if (cart) {
      announce(cart.dataset.announce);
      // The pressed button is gone: the focus goes to where it was.
      if (document.activeElement === document.body) focus(cart);
    } else {
      const total = document.querySelector(".summary__bar");
      if (total) announce(total.textContent.replace(/\s+/g, " "));
    }
  });

  document.addEventListener("htmx:response:error", (e) => {
    if (e.detail.ctx.response.status >= 500) away(true);
  });
  document.addEventListener("htmx:error", () => away(true));

  // A form that htmx does not send goes once; the page that comes back, also
  // from the browser's own store, may send it again.
  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.method !== "post" || form.matches("[data-hx-post]")) return;
    if (form.dataset.sent) return e.preventDefault();
    form.dataset.sent = "1";
    e.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(release, 10000); // the answer may never come
  });

  const release = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  };

  addEventListener("pageshow", (e) => {
    release();
    if (!e.persisted || !$("cart-link")) return;
    fetch("/cart/count", { cache: "no-store" })
      .then((r) => (r.ok ? r.text() : Promise.reject()))
      .then((count) => badge(+count))
      .catch(() => {});
  });

  // Without this a page opened at its error summary starts at the top.
  if ($("problem")) focus($("problem"));
})();
