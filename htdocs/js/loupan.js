/* Loupan: behaviour by data- attributes.  Every page works without this file; nothing here
 * evaluates text as code or writes a style attribute, so the strict CSP holds.
 *
 *   data-nav       a table of units: arrows move, one tab stop        (board)
 *   data-chips     a form whose check boxes show and hide units       (board)
 *   data-live      an event stream; data-refresh says what to fetch   (board, flash)
 *   data-guard     a form that is sent once, and only with a network
 *   data-rows      repeated lines: data-line, data-add, data-remove
 *   data-upper     a money field that says its amount in capital figures
 *   data-lookup    a field whose answer is fetched while it is typed
 *   data-chart     a table that is also drawn
 *   data-autosubmit data-print data-showpw data-open data-focus */
'use strict';
(() => {
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
  const show = (id, on) => { const e = document.getElementById(id); if (e) e.hidden = !on; };
  const fetched = async url => {
    const answer = await fetch(url, { credentials: 'same-origin', cache: 'no-store' });
    if (!answer.ok) throw new Error(answer.status);
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  };

  // ---- small things -------------------------------------------------------------------
  const problem = $('[data-focus]');
  if (problem) problem.focus();
  $$('[data-print]').forEach(b => { b.hidden = false; b.onclick = () => print(); });
  $$('[data-autosubmit]').forEach(e => {
    $$('button', e.form).forEach(b => { b.hidden = true; });
    e.addEventListener('change', () => e.form.submit());
  });
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
    $$('details.menu[open]').forEach(m => { if (!m.contains(e.target)) m.open = false; });
  });

  // ---- keys: "/" search, j and k along the worklist, Escape closes, Ctrl+Enter sends -----
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape') {
      hideTip();
      $$('details.menu[open]').forEach(m => { m.open = false; $('summary', m).focus(); });
    }
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && e.target.matches('textarea')) e.target.form.requestSubmit();
    if (e.ctrlKey || e.metaKey || e.altKey || typing()) return;
    if (e.key === '/' && $('#q')) { e.preventDefault(); $('#q').focus(); }
    if (e.key === 'j' || e.key === 'k') {
      const links = $$('.wl .t a'), at = links.indexOf(document.activeElement);
      const next = links[e.key === 'j' ? at + 1 : Math.max(0, at - 1)];
      if (next) next.focus();
    }
  });

  // ---- network; a form is sent once (a session that has ended is the server's business:
  // it shows the log-in, and takes up what was typed after it) ---------------------------
  const online = () => { show('offline', !navigator.onLine); show('unsent', false); };
  addEventListener('online', online);
  addEventListener('offline', online);
  online();
  const busy = (form, on) => {
    form.dataset.sent = on ? '1' : '';
    $$('[type=submit]', form).forEach(b => b.setAttribute('aria-busy', on));
  };
  document.addEventListener('submit', e => {
    if (!e.target.matches('[data-guard]')) return;
    if (!navigator.onLine) show('unsent', true);
    if (e.target.dataset.sent || !navigator.onLine) e.preventDefault();
    else busy(e.target, true);
  });
  addEventListener('pageshow', () => $$('[data-sent]').forEach(f => busy(f, false)));

  // ---- repeated lines: kind_0, amount_fen_0, kind_1 ... -----------------------------------------
  const MOST_LINES = 20;
  $$('[data-rows]').forEach(rows => {
    const add = $('[data-add]', rows), lines = () => $$('[data-line]', rows);
    const sync = () => {
      lines().forEach((line, n) => {
        $$('[name], [id], [for]', line).forEach(e => ['name', 'id', 'for', 'aria-describedby'].forEach(a => {
          const v = e.getAttribute(a);
          if (v) e.setAttribute(a, v.replace(/_\d+(?=$|-)/, '_' + n));
        }));
        $('[data-remove]', line).hidden = lines().length < 2;
      });
      add.hidden = !lines().length || lines().length >= MOST_LINES;
    };
    rows.addEventListener('click', e => {
      if (e.target.closest('[data-remove]')) e.target.closest('[data-line]').remove();
      else if (e.target.closest('[data-add]')) {
        const line = lines().at(-1).cloneNode(true);
        $$('.msg', line).forEach(m => m.remove());
        $$('.err', line).forEach(f => f.classList.remove('err'));
        $$('input, select', line).forEach(i => { i.value = ''; i.removeAttribute('aria-invalid'); });
        $$('.cap', line).forEach(c => { c.hidden = true; });
        lines().at(-1).after(line);
        $('input, select', line).focus();
      } else return;
      sync();
    });
    sync();
  });

  // ---- amount in capital figures, as it stands on receipts -----------------------------------------
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
    const note = $('.cap', field.parentNode), words = capital(field.value);
    note.hidden = !words;
    $('span', note).textContent = words;
  }
  document.addEventListener('input', e => { if (e.target.matches('[data-upper]')) speak(e.target); });
  $$('[data-upper]').forEach(speak);

  // ---- an answer while typing -------------------------------------------------------------------------
  const PAUSE_MS = 250, ENOUGH = 7;
  $$('[data-lookup]').forEach(field => {
    const place = document.getElementById(field.id + '-answer');
    let timer = 0, asked = 0;
    field.addEventListener('input', () => {
      clearTimeout(timer);
      const turn = ++asked, text = field.value.trim();
      if (text.length < ENOUGH) { place.replaceChildren(); return; }
      timer = setTimeout(async () => {
        const sep = field.dataset.lookup.includes('?') ? '&' : '?';
        const page = await fetched(field.dataset.lookup + sep + field.name + '=' + encodeURIComponent(text)).catch(() => null);
        if (page && turn === asked) place.replaceChildren(...page.body.childNodes);
      }, PAUSE_MS);
    });
  });

  // ---- board: arrows, price card, chips -------------------------------------------------------------------
  const tip = $('#tip');
  function hideTip() { if (tip) tip.hidden = true; }
  function showTip(unit) {
    if (!tip || !unit) return;
    $$('[data-k]', tip).forEach(e => { e.textContent = unit.dataset[e.dataset.k] || '—'; });
    tip.hidden = false;
    const at = unit.getBoundingClientRect(), below = at.bottom + tip.offsetHeight + 12 <= innerHeight;
    tip.style.left = scrollX + Math.max(8, Math.min(at.left, document.documentElement.clientWidth - tip.offsetWidth - 12)) + 'px';
    tip.style.top = scrollY + (below ? at.bottom + 8 : Math.max(8, at.top - tip.offsetHeight - 8)) + 'px';
  }
  const shown = table => $$('td:not(.out) > a.u', table);
  function stop(table, unit) {               // the one cell that Tab reaches
    $$('a.u', table).forEach(a => { a.tabIndex = -1; });
    if (unit) unit.tabIndex = 0;
  }
  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  $$('[data-nav]').forEach(table => {
    stop(table, shown(table)[0]);
    const cell = (row, column) => {
      const tr = table.tBodies[0].rows[row];
      return tr && $('a.u', tr.cells[column] || tr.cells[0]);
    };
    table.addEventListener('keydown', e => {
      const unit = e.target.closest('a.u'), move = MOVES[e.key];
      if (!unit || !(move || e.key === 'Home' || e.key === 'End')) return;
      e.preventDefault();
      const tr = unit.closest('tr'), body = table.tBodies[0];
      let row = [...body.rows].indexOf(tr), column = unit.parentNode.cellIndex, next = null;
      if (move) do {
        row += move[0]; column += move[1];
        next = row >= 0 && column > 0 && row < body.rows.length && column < tr.cells.length ? cell(row, column) : undefined;
      } while (next === null || (next && next.parentNode.matches('.out')));
      else next = shown(tr).at(e.key === 'Home' ? 0 : -1);
      if (next) { stop(table, next); next.focus(); }
    });
    table.addEventListener('focusin', e => showTip(e.target.closest('a.u')));
    table.addEventListener('focusout', hideTip);
    table.addEventListener('mouseover', e => { const u = e.target.closest('a.u'); if (u) showTip(u); else hideTip(); });
    table.addEventListener('mouseleave', hideTip);
  });
  const chips = $('[data-chips]');
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
    const asked = new URLSearchParams(location.search);
    if (asked.has('state')) $$('input[name=state]', chips).forEach(i => { i.checked = asked.getAll('state').includes(i.value); });
    $$('[data-noscript]', chips).forEach(b => { b.hidden = true; });
    chips.addEventListener('change', () => {
      history.replaceState(null, '', '?' + new URLSearchParams(new FormData(chips)) + location.hash);
      filterUnits();
    });
    filterUnits();
  }

  // ---- live: an event says that something changed, the page fetches what it shows ------------------------
  const live = $('[data-live]'), waiting = new Map();
  const OUTLINE_MS = 3000, GATHER_MS = 300, AGAIN_MS = 5000;
  function freshen(part, page) {
    $$('[data-fresh]', page).forEach(n => {   // counts, times, whole tables: replaced by name
      const old = $('[data-fresh="' + n.dataset.fresh + '"]');
      if (old && !old.contains(document.activeElement) && old.innerHTML !== n.innerHTML) old.replaceChildren(...n.childNodes);
    });
    $$('a.u[data-id]', page).forEach(n => {
      const old = $('a.u[data-id="' + n.dataset.id + '"]', part);
      if (!old || (old.className === n.className && old.innerHTML === n.innerHTML)) return;
      const focused = old === document.activeElement;
      n.tabIndex = old.tabIndex;
      old.replaceWith(n);
      if (focused) n.focus();
      n.parentNode.classList.add('new');
      setTimeout(() => n.parentNode && n.parentNode.classList.remove('new'), OUTLINE_MS);
    });
    $$('[data-time]').forEach(t => { const at = $('[data-fresh=now]', page); if (at) t.textContent = at.textContent; });
    filterUnits();
    drawCharts();
  }
  function refresh(part) {
    if (waiting.has(part)) return;
    waiting.set(part, setTimeout(async () => {
      waiting.delete(part);
      try { freshen(part, await fetched(part.dataset.refresh)); show('late', false); } catch { show('late', true); }
    }, GATHER_MS));
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
        let unit = null;
        try { unit = $('a.u[data-id="' + Number(JSON.parse(e.data).id) + '"]', live); } catch { /* no id: all */ }
        const part = unit && unit.closest('[data-refresh]');
        (part ? [part] : parts()).forEach(refresh);
      };
    };
    document.addEventListener('visibilitychange', () => {   // a hidden page keeps no connection open
      if (document.hidden && source) { source.close(); source = null; missed = true; }
      listen();
    });
    listen();
  }

  // ---- charts: bars are the first column of numbers, the line is the second ------------------------------
  const W = 720, H = 230, LEFT = 40, RIGHT = 716, TOP = 14, BOTTOM = 200;
  const svg = (tag, attributes, text) => {
    const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
    Object.entries(attributes).forEach(([k, v]) => e.setAttribute(k, v));
    if (text) e.textContent = text;
    return e;
  };
  const roof = most => {                     // a round number not below the highest bar
    const unit = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
    return [1, 2, 4, 5, 8, 10].map(k => k * unit).find(v => v >= most);
  };
  function draw(table) {
    const rows = [...table.tBodies[0].rows].map(tr => [...tr.cells]), heads = [...table.tHead.rows[0].cells];
    const value = c => Number((c.dataset.value || c.textContent).replace(/[,\s]/g, '')) || 0;
    const column = n => rows.map(r => r[n] ? value(r[n]) : 0), bars = column(1), line = heads[2] ? column(2) : [];
    const top = roof(Math.max(...bars)), top2 = roof(Math.max(...line, 1)), step = (RIGHT - LEFT) / Math.max(rows.length, 1);
    const y = (v, t) => BOTTOM - (BOTTOM - TOP) * Math.max(v, 0) / t, x = i => LEFT + step * (i + .5);
    const box = svg('svg', { viewBox: `0 0 ${W} ${H}`, class: 'chart', role: 'img', 'aria-label': table.caption ? table.caption.textContent : '' });
    for (let k = 0; k <= 4; k++) {
      const v = top * k / 4;
      box.append(svg('line', { class: 'axis', x1: LEFT, x2: RIGHT, y1: y(v, top), y2: y(v, top) }),
        svg('text', { x: LEFT - 6, y: y(v, top) + 4, 'text-anchor': 'end' }, v.toLocaleString('en')));
    }
    rows.forEach((r, i) => {
      const bar = svg('rect', { class: 'bar', x: x(i) - step * .32, width: step * .64, y: y(bars[i], top), height: BOTTOM - y(bars[i], top), rx: 2 });
      bar.append(svg('title', {}, r.map((c, n) => heads[n].textContent.trim() + ' ' + c.textContent.trim()).join('  ')));
      box.append(bar);
      const every = Math.ceil(rows.length / 8), last = rows.length - 1;
      if ((i % every === 0 && last - i >= every / 2) || i === last) box.append(svg('text', { x: x(i), y: H - 8, 'text-anchor': 'middle' }, r[0].textContent.trim().replace(/^\d{4}-/, '')));
    });
    if (line.length) {
      box.append(svg('polyline', { class: 'line2', points: line.map((v, i) => x(i) + ',' + y(v, top2)).join(' ') }),
        svg('circle', { class: 'mark', cx: x(line.length - 1), cy: y(line.at(-1), top2), r: 3.5 }));
    }
    return box;
  }
  function drawCharts() {
    $$('table[data-chart]').forEach(table => {
      const place = document.getElementById(table.dataset.chart);
      if (place && table.tBodies[0] && table.tBodies[0].rows.length) place.replaceChildren(draw(table));
    });
  }
  drawCharts();
  $$('details.figures').forEach(d => { d.open = false; });
})();
