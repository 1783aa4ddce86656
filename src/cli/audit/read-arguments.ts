import { parseArgs } from 'node:util';
import { parseMoment } from '../../audit/moments.ts';

export interface VerifyAsked {
  readonly command: 'verify';
  readonly file?: string;
  readonly checkpoint?: string;
  readonly publicKeys: readonly string[];
}

export interface ExportAsked {
  readonly command: 'export';
  readonly format: 'jsonl' | 'csv';
  /** Epoch milliseconds: from this moment on, and before that one. */
  readonly from?: number;
  readonly to?: number;
  readonly checkpoint?: string;
}

interface Wrong {
  readonly command: 'wrong';
  readonly sentence: string;
}

const help = { help: { type: 'boolean', short: 'h' } } as const;
const verifyOptions = {
  ...help,
  file: { type: 'string' },
  checkpoint: { type: 'string' },
  'public-key': { type: 'string', multiple: true },
} as const;
const exportOptions = {
  ...help,
  format: { type: 'string', default: 'jsonl' },
  from: { type: 'string' },
  to: { type: 'string' },
  checkpoint: { type: 'string' },
} as const;

export function readArguments(args: string[]): VerifyAsked | ExportAsked | Wrong | { readonly command: 'help' } {
  const [command, ...rest] = args;
  if (command === undefined || command.startsWith('-')) {
    const isHelp = command === '--help' || command === '-h';
    return isHelp ? { command: 'help' } : wrong('What is to be done comes first: verify or export.');
  }
  try {
    if (command === 'verify') return readVerify(rest);
    if (command === 'export') return readExport(rest);
  } catch (thrown) {
    // parseArgs's own first sentence; it quotes what was typed, never a setting.
    return wrong(thrown instanceof Error ? `${thrown.message.split(/\.\s|\n/)[0]}.` : 'That cannot be read.');
  }
  return wrong('There is only verify and export.');
}

function readVerify(args: string[]): VerifyAsked | Wrong | { readonly command: 'help' } {
  const { values } = parseArgs({ args, options: verifyOptions });
  if (values.help) return { command: 'help' };
  return {
    command: 'verify',
    publicKeys: values['public-key'] ?? [],
    ...(values.file === undefined ? {} : { file: values.file }),
    ...(values.checkpoint === undefined ? {} : { checkpoint: values.checkpoint }),
  };
}

function readExport(args: string[]): ExportAsked | Wrong | { readonly command: 'help' } {
  const { values } = parseArgs({ args, options: exportOptions });
  if (values.help) return { command: 'help' };
  const { format } = values;
  if (format !== 'jsonl' && format !== 'csv') return wrong('--format is jsonl (for machines) or csv (for people).');
  const from = values.from === undefined ? undefined : parseMoment(values.from, 'from');
  const to = values.to === undefined ? undefined : parseMoment(values.to, 'to');
  if ((values.from !== undefined && from === undefined) || (values.to !== undefined && to === undefined)) {
    return wrong('--from and --to are dates (2026-11-22, UTC) or RFC 3339 times (2026-11-22T08:30:00Z).');
  }
  if (from !== undefined && to !== undefined && from >= to) return wrong('--from must be before --to.');
  return {
    command: 'export',
    format,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(values.checkpoint === undefined ? {} : { checkpoint: values.checkpoint }),
  };
}

function wrong(sentence: string): Wrong {
  return { command: 'wrong', sentence };
}
