import MarkdownIt from '/vendor/markdown-it.mjs';

// What Teams draws in a card's text: bold, italic, lists and links; no HTML, headings, images, code or quotes.
const notInTeams = ['heading', 'lheading', 'table', 'image', 'code', 'fence', 'blockquote', 'backticks', 'hr'];
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true });
markdown.disable([...notInTeams, 'html_block', 'html_inline', 'autolink', 'reference']);

/** Teams draws as mentions only what the card lists as such. */
export function renderMarkdown(text, mentions = new Set()) {
  return markdown
    .render(text)
    .replaceAll(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, (found, name) =>
      mentions.has(`<at>${name}</at>`) ? `<span class="mention">${name}</span>` : found,
    );
}

/** A message's text, with its mentions marked. The text itself is never taken as HTML. */
export function richText(text) {
  const template = document.createElement('template');
  template.innerHTML = renderMarkdown(text)
    .replaceAll(/&lt;at(?: [^&]*)?&gt;(.*?)&lt;\/at&gt;/g, '<span class="mention">@$1</span>')
    .replaceAll('@@', '@');
  return template.content;
}
