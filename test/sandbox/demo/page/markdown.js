import MarkdownIt from '/vendor/markdown-it.mjs';

// What Teams draws in a card's text: bold, italic, lists and links; no HTML, headings, images, code or quotes.
const notInTeams = ['heading', 'lheading', 'table', 'image', 'code', 'fence', 'blockquote', 'backticks', 'hr'];
const markdown = new MarkdownIt({ html: false, linkify: false, breaks: true });
markdown.disable([...notInTeams, 'html_block', 'html_inline', 'autolink', 'reference']);

export function renderMarkdown(text) {
  return markdown.render(text);
}

/** A message's text, with its mentions marked. The text itself is never taken as HTML. */
export function richText(text) {
  const template = document.createElement('template');
  template.innerHTML = renderMarkdown(text)
    .replaceAll(/&lt;at(?: [^&]*)?&gt;(.*?)&lt;\/at&gt;/g, '<span class="mention">@$1</span>')
    .replaceAll('@@', '@');
  return template.content;
}
