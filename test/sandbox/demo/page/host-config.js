/** Microsoft's renderer with measures and colours close to the Teams client's. Colours follow the page's theme. */
const text = (name, subtle = name) => ({ default: `var(--card-${name})`, subtle: `var(--card-${subtle}-subtle)` });

const foregroundColors = {
  default: text('text'),
  dark: text('text'),
  light: text('text'),
  accent: text('accent'),
  good: text('good'),
  warning: text('warning'),
  attention: text('attention'),
};

const container = (name) => ({
  backgroundColor: `var(--card-bg-${name})`,
  borderColor: `var(--card-line-${name})`,
  foregroundColors,
});

export const hostConfig = {
  fontFamily: 'inherit',
  supportsInteractivity: true,
  spacing: { small: 5, default: 9, medium: 16, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container('default'),
    emphasis: container('emphasis'),
    accent: container('accent'),
    good: container('good'),
    warning: container('warning'),
    attention: container('attention'),
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    // The gap is the style sheet's: spacers between the buttons would wrap, too.
    buttonSpacing: 0,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    preExpandSingleShowCardAction: false,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { size: 'default', color: 'default', isSubtle: false, weight: 'bolder', wrap: true, maxWidth: 150 },
    value: { size: 'default', color: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 14,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', color: 'default', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder', color: 'default' },
    },
    errorMessage: { color: 'attention', weight: 'default', spacing: 'small' },
  },
};
