import type { englishStats } from '../en/stats.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What `stats` tells. Days are a number of days up to now; durations arrive in words. */
export function spanishStats({ count, form, number }: Formats): Worded<ReturnType<typeof englishStats>> {
  return {
    statsTitle: 'Las solicitudes en cifras',
    statsPeriod: ({ days, opened, ended }) =>
      `Últimos ${number(days)} días. Abiertas: ${number(opened)}. Finalizadas: ${number(ended)}.`,
    statsNothingEnded: ({ days }) => `Ninguna solicitud ha finalizado en los últimos ${number(days)} días.`,
    statsCountedSince: ({ day }) => `Se cuenta desde el ${day}. Lo anterior no está incluido.`,
    statsDryRuns: ({ weekDays, week, monthDays, month }) =>
      `Simulaciones finalizadas, no incluidas en estas cifras: ${number(week)} en los últimos ${number(weekDays)} días y ${number(month)} en los últimos ${number(monthDays)}.`,
    statsNotes: {
      times: 'La mitad no tardó más que la mediana, y nueve de cada diez no más que el percentil 90.',
      precision:
        'Los tiempos están redondeados, en una décima parte como máximo. Los días son días completos en UTC, y hoy es uno de ellos.',
    },
    statsDays: ({ days }) => count(days, { one: 'Último día', other: 'Últimos # días' }),
    statsColumn: ({ days }) => count(days, { one: '# día', other: '# días' }),
    statsNone: '–',

    statsOutcomes: 'Cómo finalizaron las solicitudes',
    statsOutcomeColumn: 'Resultado',
    statsOutcome: {
      verified: 'Verificadas',
      partlyVerified: 'Verificadas en parte',
      unverified: 'No verificadas',
      failed: 'Con errores',
      rejected: 'Rechazadas',
      expired: 'Expiradas',
      withdrawn: 'Retiradas',
    },
    statsBar: ({ name, value }) => `${name}: ${value}`,

    statsTimes: 'Cuánto tardaron',
    statsTimeColumn: 'Tiempo',
    statsTime: {
      timeToDecide: { median: 'Hasta la decisión: mediana', p90: 'Hasta la decisión: percentil 90' },
      timeToProof: { median: 'Hasta la verificación: mediana', p90: 'Hasta la verificación: percentil 90' },
    },
    statsTimeChart: {
      timeToDecide: {
        second: 'Tiempo hasta la decisión, en segundos',
        minute: 'Tiempo hasta la decisión, en minutos',
        hour: 'Tiempo hasta la decisión, en horas',
        day: 'Tiempo hasta la decisión, en días',
      },
      timeToProof: {
        second: 'Tiempo hasta la verificación, en segundos',
        minute: 'Tiempo hasta la verificación, en minutos',
        hour: 'Tiempo hasta la verificación, en horas',
        day: 'Tiempo hasta la verificación, en días',
      },
    },
    statsMedianBar: ({ days, time }) => `Mediana, últimos ${number(days)} días: ${time}`,
    statsP90Bar: ({ days, time }) => `Percentil 90, últimos ${number(days)} días: ${time}`,
    /** A duration may end in an abbreviation ("seg."), so none stands before the full stop. */
    statsTimesSpoken: {
      timeToDecide: ({ days, median, p90 }) =>
        `Tiempo hasta la decisión: mediana de ${median} y percentil 90 de ${p90} en los últimos ${number(days)} días.`,
      timeToProof: ({ days, median, p90 }) =>
        `Tiempo hasta la verificación: mediana de ${median} y percentil 90 de ${p90} en los últimos ${number(days)} días.`,
    },

    statsEmails: 'Lo que muestran los buzones',
    statsEmailColumn: 'Correos',
    statsTold: 'Enviados a Microsoft Defender',
    statsProven: 'Verificados',
    statsShare: 'Porcentaje verificado',
    statsProvenPart: ({ emails }) => `Verificados: ${number(emails)}`,
    statsUnprovenPart: ({ emails }) => `Sin verificar: ${number(emails)}`,
    statsShareBar: ({ days, share }) => `Últimos ${number(days)} días: ${share} verificado`,
    statsShareSpoken: ({ days, share, proven, told }) =>
      form(told, {
        one: `Porcentaje verificado en los últimos ${number(days)} días: ${share}, ${number(proven)} de ${number(told)} correo.`,
        many: `Porcentaje verificado en los últimos ${number(days)} días: ${share}, ${number(proven)} de ${number(told)} de correos.`,
        other: `Porcentaje verificado en los últimos ${number(days)} días: ${share}, ${number(proven)} de ${number(told)} correos.`,
      }),
  };
}
