/**
 * Keeps the reader's place in a list of threads. Who is at the newest thread stays with it: a new thread is shown
 * from its start, a new reply at the end; a card that is drawn anew moves nothing. Who scrolled up stays there, also after looking at another view.
 */
export function keepPlace(scroller) {
  let left;
  scroller.addEventListener('scroll', () => {
    if (scroller.clientHeight > 0) left = place(scroller);
  });

  return {
    while(draw) {
      const before = place(scroller);
      draw();
      if (!before.following) return;
      if (threadsOf(scroller).length !== before.threads) showNewest(scroller);
      else if (repliesIn(scroller) > before.replies) scroller.scrollTop = scroller.scrollHeight;
    },
    restore() {
      if (!left || (left.following && left.threads !== threadsOf(scroller).length)) showNewest(scroller);
      else scroller.scrollTop = left.top;
    },
  };
}

function place(scroller) {
  const { scrollHeight: height, scrollTop: top, clientHeight } = scroller;
  const following = height - top - clientHeight < 60 || top >= newestStart(scroller) - 60;
  return { top, following, threads: threadsOf(scroller).length, replies: repliesIn(scroller) };
}

/** All of the newest thread, or its start where it is taller than the window. */
function showNewest(scroller) {
  scroller.scrollTop = newestStart(scroller);
}

function newestStart(scroller) {
  const newest = threadsOf(scroller).at(-1);
  if (!newest) return 0;
  return newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop - 16;
}

function repliesIn(scroller) {
  return scroller.querySelectorAll('.reply').length;
}

function threadsOf(scroller) {
  return [...scroller.querySelectorAll('.thread')];
}
