/* Loupan: behaviour by data- attributes.  Every page works without this file; nothing here
 * evaluates text as code or writes a style attribute, so the strict CSP holds.
 *
 *   data-nav data-chips      a table of units, and the form that shows and hides them
 *   data-live data-refresh   an event stream, the page to fetch then, data-fresh: parts of it
 *   data-guard               a form that is sent once, and only with a network
 *   data-rows                repeated lines: data-line, data-add, data-remove
 *   data-upper data-lookup data-chart   capital figures; an answer while typing; a table drawn
 *   data-autosubmit data-noscript data-open data-print data-showpw data-focus data-press */
'use strict';
(() => {
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const show = (id, on) => { const e = document.getElementById(id); if (e) e.hidden = !on; };
  const fetched = async url => {
    const answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);   // gone, or to the log-in
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  // ---- small things --------------------------------------------------------------------
  $$('[data-focus]').forEach(e => e.focus());
  $$('[data-print]').forEach(b => { b.hidden = false; b.onclick = () => print(); });
  $$('[data-autosubmit]').forEach(e => e.addEventListener('change', () => e.form.submit()));
  $$('[data-showpw]').forEach(b => {
    b.hidden = false;
    b.addEventListener('click', () => {
      const field = document.getElementById(b.dataset.showpw), open = field.type === 'password';
      field.type = open ? 'text' : 'password';
      [b.textContent, b.dataset.other] = [b.dataset.other, b.textContent];
      b.setAttribute('aria-pressed', open);
    });
  });
  document.addEventListener('click', e => {
    const row = e.target.closest('tr[data-open]'), link = row && $('a', row);
    if (link && !e.target.closest('a, button, input') && !String(getSelection())) link.click();
    $$('details.menu[open]').forEach(m => { m.open = m.contains(e.target); });
  });

  // ---- keys: "/" search, j and k along the worklist, Escape closes, Ctrl+Enter sends ---
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') {
      hideTip();
      $$('details.menu[open]').forEach(m => { m.open = false; $('summary', m).focus(); });
    }
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.matches('textarea')) e.target.form.requestSubmit();
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches('input, textarea, select')) return;
    if (e.key === '/' && $('#q')) { e.preventDefault(); $('#q').focus(); }
    const links = $$('.wl .t a'), at = links.indexOf(document.activeElement);
    const next = { j: links[at + 1], k: links[Math.max(0, at - 1)] }[e.key];
    if (next) next.focus();
  });

  // ---- forms: sent once, and only with a network ---------------------------------------
  // A session that has ended is the server's business: it shows the log-in, and takes up
  // what was typed after it.  Nothing is kept in the browser: these are shared computers.
  const busy = (form, on) => {
    form.dataset.sent = on ? '1' : '';
    $$('[type=submit]', form).forEach(b => b.setAttribute('aria-busy', on));
  };
  const settle = () => {
    show('offline', !navigator.onLine);
    show('unsent', false);
    $$('[data-sent]').forEach(f => busy(f, false));
  };
  ['online', 'offline', 'pageshow'].forEach(w => addEventListener(w, settle));
  document.addEventListener('submit', e => {
    if (!e.target.matches('[data-guard]')) return;
    show('unsent', !navigator.onLine);
    if (e.target.dataset.sent || !navigator.onLine) e.preventDefault();
    else busy(e.target, true);
  });

  $$('[data-press]').forEach(e => $('form', e.parentNode).requestSubmit());
  // ---- repeated lines: kind_0, amount_fen_0, kind_1 ... --------------------------------
  const MOST_LINES = 20;
  $$('[data-rows]').forEach(rows => {
    const lines = () => $$('[data-line]', rows);
    const number = () => {
      lines().forEach((line, n) => {
        $$('*', line).forEach(e => ['name', 'id', 'for', 'aria-describedby'].forEach(a => {
          if (e.hasAttribute(a)) e.setAttribute(a, e.getAttribute(a).replace(/_\d+(?=$|-)/, '_' + n));
        }));
        $('[data-remove]', line).hidden = lines().length < 2;
      });
      $('[data-add]', rows).hidden = lines().length >= MOST_LINES;
    };
    rows.addEventListener('click', e => {
      if (e.target.closest('[data-remove]')) e.target.closest('[data-line]').remove();
      if (e.target.closest('[data-add]')) {
        const line = lines().at(-1).cloneNode(true);
        $$('.msg', line).forEach(m => { m.parentNode.classList.remove('err'); m.remove(); });
        $$('input, select', line).forEach(i => { i.value = ''; i.removeAttribute('aria-invalid'); });
        $$('[data-upper]', line).forEach(speak);
        lines().at(-1).after(line);
        $('input, select', line).focus();
      }
      number();
    });
    if (lines().length) number();
  });

  // ---- amount in capital figures, as it stands on receipts -----------------------------
  const DIGITS = '零壹贰叁肆伍陆柒捌玖', PLACES = ['', '拾', '佰', '仟'], GROUPS = ['', '万', '亿', '万亿'];
  function capital(text) {
    const plain = text.normalize('NFKC').replace(/[,\s¥]/g, '').replace('−', '-');
    const [, minus, yuan, cents = ''] = /^(-?)(\d{1,15})(?:\.(\d{0,2}))?$/.exec(plain) || [];
    if (!yuan) return '';
    const [jiao, fen] = cents.padEnd(2, '0');
    let words = '', zero = false, spoken = false;
    [...yuan].forEach((d, i) => {            // one 零 for a run of zeroes inside the number
      const place = yuan.length - 1 - i;
      if (d !== '0') words += (zero ? '零' : '') + DIGITS[d] + PLACES[place % 4];
      zero = d === '0' && words !== '';
      spoken = spoken || d !== '0';
      if (place % 4 === 0) { if (spoken) words += GROUPS[place / 4]; spoken = false; }
    });
    if (words) words += '元';
    if (jiao !== '0') words += DIGITS[jiao] + '角';
    else if (fen !== '0' && words) words += '零';
    if (fen !== '0') words += DIGITS[fen] + '分';
    return words && (minus && '负') + words + (cents.replace(/0/g, '') ? '' : '整');
  }
  function speak(field) {
    const words = capital(field.value), note = $('.cap', field.parentNode);
    $('span', note).textContent = words;
    note.hidden = !words;
  }
  document.addEventListener('input', e => { if (e.target.matches('[data-upper]')) speak(e.target); });
  $$('[data-upper]').forEach(speak);
  // ---- an answer while typing ----------------------------------------------------------
  const PAUSE_MS = 250, ENOUGH = 7;
  $$('[data-lookup]').forEach(field => {
    const place = document.getElementById(field.id + '-answer');
    let timer = 0, asked = 0;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      const turn = ++asked, text = field.value.trim(), url = new URL(field.dataset.lookup, location);
      url.searchParams.set(field.name, text);
      if (text.length < ENOUGH) place.replaceChildren();
      else timer = setTimeout(async () => {
        const page = await fetched(url).catch(() => null);
        if (page && turn === asked) place.replaceChildren(...page.body.childNodes);
      }, PAUSE_MS);
    });
  });
  // ---- board: arrows, price card, chips ------------------------------------------------
  const tip = $('#tip');
  function hideTip() { if (tip) tip.hidden = true; }
  function showTip(unit) {
    hideTip();
    if (!tip || !unit) return;
    $$('[data-k]', tip).forEach(e => { e.textContent = unit.dataset[e.dataset.k] || '—'; });
    tip.hidden = false;
    const at = unit.getBoundingClientRect(), below = at.bottom + tip.offsetHeight + 12 <= innerHeight;
    tip.style.left = scrollX + Math.max(8, Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - 12)) + 'px';
    tip.style.top = scrollY + (below ? at.bottom + 8 : Math.max(8, at.top - tip.offsetHeight - 8)) + 'px';
  }
  const shown = table => $$('td:not(.out) > a.u', table);
  // one cell of a table is reached by Tab, the others by arrows
  const stop = (table, unit) => $$('a.u', table).forEach(a => { a.tabIndex = a === unit ? 0 : -1; });
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  $$('[data-nav]').forEach(table => {
    stop(table, shown(table)[0]);
    table.addEventListener('keydown', e => {
      const unit = e.target.closest('a.u'), move = MOVES[e.key];
      if (!unit || !(move || e.key === 'Home' || e.key === 'End')) return;
      e.preventDefault();
      const line = unit.closest('tr'), rows = table.tBodies[0].rows;
      let next = shown(line).at(e.key === 'Home' ? 0 : -1);
      for (let r = line.sectionRowIndex, c = unit.parentNode.cellIndex; move;) {
        const cell = (rows[r += move[0]] || { cells: [] }).cells[c += move[1]];
        next = cell && $('a.u', cell);
        if (!cell || cell.tagName === 'TH' || (next && !cell.matches('.out'))) break;   // over gaps
      }
      if (next) { stop(table, next); next.focus(); }
    });
    ['focusin', 'mouseover'].forEach(w => table.addEventListener(w, e => showTip(e.target.closest('a.u'))));
    ['focusout', 'mouseleave'].forEach(w => table.addEventListener(w, hideTip));
  });
  const chips = $('[data-chips]');
  $$('[data-noscript]').forEach(b => { b.hidden = true; });
  function filterUnits() {
    if (!chips) return;
    const states = new Set($$('input[name=state]:checked', chips).map(i => i.value));
    const layout = chips.elements.layout ? chips.elements.layout.value : '';
    $$('[data-nav] a.u').forEach(u => u.parentNode.classList.toggle('out',
      !states.has(u.dataset.state) || (layout !== '' && u.dataset.layout !== layout)));
    $$('[data-nav]').forEach(t => { if (!shown(t).some(u => u.tabIndex === 0)) stop(t, shown(t)[0]); });
    $('[data-hits]', chips).textContent = $$('[data-nav] td:not(.out) > a.u').length;
  }
  if (chips) {                               // the address keeps the filter, and gives it back
    const asked = new URLSearchParams(location.search).getAll('state');
    if (asked.length) $$('[name=state]', chips).forEach(i => { i.checked = asked.includes(i.value); });
    chips.addEventListener('change', () => {
      history.replaceState(null, '', '?' + new URLSearchParams(new FormData(chips)) + location.hash);
      filterUnits();
    });
    filterUnits();
  }
  // on a phone: which building is shown
  const mark = () => $$('.bldtab a').forEach((t, i) => t.setAttribute('aria-current', location.hash ? t.hash === location.hash : !i));
  ['hashchange', 'pageshow'].forEach(w => addEventListener(w, mark));

  // ---- live: an event says that something changed, the page fetches what it shows ------
  const live = $('[data-live]'), waiting = new Set(), OUTLINE_MS = 3000, GATHER_MS = 300, AGAIN_MS = 5000;
  const said = u => u.className + u.innerHTML + JSON.stringify({ ...u.dataset });
  function freshen(part, page) {
    const now = $('[data-fresh=now]', page);
    if (now) $$('[data-time]').forEach(t => { t.textContent = now.textContent; });
    $$('[data-fresh]', page).forEach(n => {   // counts, times, whole tables: replaced by name
      const old = $(`[data-fresh="${n.dataset.fresh}"]`);
      if (old && !old.contains(document.activeElement) && old.innerHTML !== n.innerHTML) old.replaceChildren(...n.childNodes);
    });
    $$('a.u[data-id]', page).forEach(n => {
      const old = $(`a.u[data-id="${n.dataset.id}"]`, part);
      if (!old || said(old) === said(n)) return;
      const focused = old === document.activeElement, cell = old.parentNode;
      n.tabIndex = old.tabIndex;
      old.replaceWith(n);
      if (focused) n.focus();
      cell.classList.add('new');
      setTimeout(() => cell.classList.remove('new'), OUTLINE_MS);
    });
    filterUnits();
    drawCharts();
  }
  function refresh(part) {
    if (!waiting.has(part)) setTimeout(async () => {
      waiting.delete(part);
      try { freshen(part, await fetched(part.dataset.refresh)); } catch { show('late', true); }
    }, GATHER_MS);
    waiting.add(part);
  }
  if (live) {
    const parts = () => live.dataset.refresh ? [live] : $$('[data-refresh]', live);
    let source = null, missed = false;
    const listen = () => {
      if (source || document.hidden) return;
      source = new EventSource(live.dataset.live);
      source.onopen = () => { if (missed) parts().forEach(refresh); missed = false; show('late', false); };
      source.onerror = () => {
        missed = true;
        show('late', true);
        if (source && source.readyState === EventSource.CLOSED) { source = null; setTimeout(listen, AGAIN_MS); }
      };
      source.onmessage = e => {
        const units = [...e.data.matchAll(/"id": ?(\d+)/g)].map(([, id]) => $(`a.u[data-id="${id}"]`, live));
        const known = units.length && units.every(Boolean);
        (known ? units.map(u => u.closest('[data-refresh]')) : parts()).forEach(refresh);
      };
    };
    document.addEventListener('visibilitychange', () => {   // a hidden page keeps no connection open
      if (document.hidden && source) { source.close(); source = null; missed = true; }
      listen();
    });
    listen();
  }

  // ---- charts: bars are the first column of numbers, the line is the second ------------
  const W = 720, H = 230, LEFT = 40, RIGHT = 716, TOP = 14, BOTTOM = 200;
  const svg = (tag, attributes, ...inside) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([k, v]) => e.setAttribute(k, v));
    e.append(...inside);
    return e;
  };
  // a round number not below the highest bar
  const roof = most => [1, 2, 4, 5, 8, 10].map(k => k * 10 ** Math.floor(Math.log10(Math.max(most, 1)))).find(v => v >= most);
  function draw(table) {
    const rows = [...table.tBodies[0].rows].map(tr => [...tr.cells].map(c => c.textContent.trim()));
    const heads = [...table.tHead.rows[0].cells].map(c => c.textContent.trim());
    const column = n => rows.map(r => Number((r[n] || '').replace(/,/g, '')) || 0);
    const bars = column(1), line = column(2), most = roof(Math.max(...bars)), most2 = roof(Math.max(...line));
    const step = (RIGHT - LEFT) / rows.length, every = Math.ceil(rows.length / 8), last = rows.length - 1;
    const x = i => LEFT + step * (i + .5), y = (v, of) => BOTTOM - (BOTTOM - TOP) * Math.max(v, 0) / of;
    const box = svg('svg', { viewBox: `0 0 ${W} ${H}`, class: 'chart', role: 'img', 'aria-label': table.caption.textContent });
    [0, .25, .5, .75, 1].map(k => k * most).forEach(v => box.append(
      svg('line', { class: 'axis', x1: LEFT, x2: RIGHT, y1: y(v, most), y2: y(v, most) }),
      svg('text', { x: LEFT - 6, y: y(v, most) + 4, 'text-anchor': 'end' }, v.toLocaleString('en'))));
    rows.forEach((r, i) => {
      const at = y(bars[i], most);
      box.append(svg('rect', { class: 'bar', x: x(i) - step * .32, y: at, width: step * .64, height: BOTTOM - at, rx: 2 },
        svg('title', {}, heads.map((h, n) => h + ' ' + r[n]).join('  '))));
      if (i === last || (i % every === 0 && last - i >= every / 2))
        box.append(svg('text', { x: x(i), y: H - 8, 'text-anchor': 'middle' }, r[0].replace(/^\d{4}-/, '')));
    });
    if (heads[2]) box.append(
      svg('polyline', { class: 'line2', points: line.map((v, i) => x(i) + ',' + y(v, most2)).join(' ') }),
      svg('circle', { class: 'mark', cx: x(last), cy: y(line[last], most2), r: 3.5 }));
    return box;
  }
  function drawCharts() {
    $$('table[data-chart]').filter(t => t.tBodies[0] && t.tBodies[0].rows.length)
      .forEach(t => document.getElementById(t.dataset.chart).replaceChildren(draw(t)));
  }
  drawCharts();
  $$('details.figures').forEach(d => { d.open = false; });
})();
