/* The session ends by itself: said two minutes before, and put off where somebody is.  What a
 * page has, its other tabs have too. */
'use strict';
(() => {
  const bar = document.getElementById('ending'), show = on => { bar.hidden = !on; };
  const WARN_S = 120, session = Number(document.body.dataset.session);
  if (session) {
    const others = new BroadcastChannel('loupan-session');      // his other tabs
    let timer = 0;
    const begin = seconds => {
      clearTimeout(timer);
      show(false);
      timer = setTimeout(() => { dispatchEvent(new Event('loupan:ending')); show(true); },
        Math.max(seconds - WARN_S, 1) * 1000);
    };
    others.onmessage = e => begin(e.data);
    begin(session);
    others.postMessage(session);
    document.querySelector('[data-stay]').addEventListener('click', async () => {
      const answer = await fetch('/account/session', { credentials: 'same-origin', cache: 'no-store' }).catch(() => null);
      if (!answer || !answer.ok || answer.redirected) return;   // what is typed is sent after the log-in
      const { seconds } = await answer.json();
      begin(seconds);
      others.postMessage(seconds);
    });
  }
})();
