/* A long form that is half filled in is kept by the server for the same person (ux.md 3, 21):
 * every ten seconds of change, when the page is left, and before the session ends.  When the
 * form is opened again, here or on another tablet, it is offered; sent, it is forgotten. */
'use strict';
(() => {
  const AT = '/account/draft', EVERY_MS = 10000;
  const typed = e => e.name && e.name[0] !== '_' && !['hidden', 'password', 'file', 'submit', 'button'].includes(e.type);
  document.querySelectorAll('form[data-draft]').forEach(form => {
    const bar = form.querySelector('[data-kept]');
    const text = () => new URLSearchParams([...form.elements]
      .filter(e => typed(e) && (!['checkbox', 'radio'].includes(e.type) || e.checked))
      .map(e => [e.name, e.value])).toString();
    // which form it is: its address, and what its hidden fields say it is for
    const key = new URL(form.action).pathname + '?' + new URLSearchParams([...form.elements]
      .filter(e => e.type === 'hidden' && e.name && e.name[0] !== '_' && e.name !== 'version')
      .map(e => [e.name, e.value]));
    let kept = text(), changed = false;
    const send = fields => fetch(AT, { method: 'POST', credentials: 'same-origin', keepalive: true,
      body: new URLSearchParams({ _token: form.elements._token.value, form: key, fields }) });
    // with it, who takes the form forgets the draft
    const mark = () => {
      if (form.elements._draft) return;
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name: '_draft', value: key });
      form.append(field);
    };
    const keep = () => {
      const now = text();
      if (!changed || form.dataset.sent || now === kept) return;
      [kept, changed] = [now, false];
      mark();
      send(now).catch(() => { changed = true; });
    };
    const fill = fields => {
      const pairs = [...new URLSearchParams(fields)], add = form.querySelector('[data-add]');
      pairs.forEach(([name, value]) => {
        while (!form.elements[name] && add && !add.hidden && /_\d+$/.test(name)) add.click();
        const field = form.elements[name];
        if (!field) return;
        if (field.type === 'checkbox') field.checked = true;
        else field.value = value;
        (field.length && !field.options ? [...field].find(e => e.checked) : field)
          ?.dispatchEvent(new Event('input', { bubbles: true }));
      });
      bar.hidden = true;
      mark();
    };
    form.addEventListener('input', () => { changed = true; });
    setInterval(keep, EVERY_MS);
    document.addEventListener('visibilitychange', () => { if (document.hidden) keep(); });
    addEventListener('loupan:ending', keep);
    if (document.querySelector('.errsum')) { mark(); return; }     // what was typed stands there
    fetch(`${AT}?form=${encodeURIComponent(key)}`, { credentials: 'same-origin', cache: 'no-store' })
      .then(answer => answer.ok && !answer.redirected ? answer.json() : {}).then(draft => {
        if (!draft.fields || draft.fields === kept || changed) return;
        bar.querySelector('[data-kept-at]').textContent = draft.saved_at;
        bar.querySelector('[data-restore]').onclick = () => fill(draft.fields);
        bar.querySelector('[data-discard]').onclick = () => { bar.hidden = true; send(''); };
        bar.hidden = false;
      }).catch(() => {});
  });
})();
