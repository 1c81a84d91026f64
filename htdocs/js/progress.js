/* How far a large import is: inside [data-progress], whose value is where to ask, a form is
   sent, and until its answer comes the [role=status] beside it says how many rows are done. */
addEventListener('submit', e => {
  const box = e.target.closest('[data-progress]'), said = box && box.querySelector('[role=status]');
  if (!said) return;
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.progress);
      if (answer.ok) {
        const p = await answer.json();
        said.textContent = `${p.done_count} / ${p.total_count}`;
      }
    } catch { /* the answer of the form itself says what went wrong */ }
    setTimeout(ask, 500);
  };
  setTimeout(ask, 500);
});
