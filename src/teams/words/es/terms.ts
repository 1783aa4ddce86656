import type { englishTerms } from '../en/terms.ts';
import type { Worded } from '../worded.ts';

/** Single words and names, as Microsoft 365 says them in Spanish. States are those of "la solicitud". */
export const spanishTerms: Worded<typeof englishTerms> = {
  severity: {
    low: 'Gravedad baja',
    medium: 'Gravedad media',
    high: 'Gravedad alta',
  },
  severityChoice: { low: 'Baja', medium: 'Media', high: 'Alta' },
  action: {
    softDelete: 'Eliminar temporalmente',
    hardDelete: 'Eliminar permanentemente',
    moveToJunk: 'Mover a Correo no deseado',
    moveToDeletedItems: 'Mover a Elementos eliminados',
    moveToInbox: 'Devolver a la Bandeja de entrada',
  },
  actionChoice: {
    softDelete: 'Eliminar temporalmente (se puede recuperar)',
    hardDelete: 'Eliminar permanentemente (no se puede deshacer)',
    moveToJunk: 'Mover a Correo no deseado (los usuarios lo siguen viendo)',
    moveToDeletedItems: 'Mover a Elementos eliminados (los usuarios lo siguen viendo)',
    moveToInbox: 'Devolver a la Bandeja de entrada (los usuarios vuelven a verlo)',
  },
  state: {
    pending: 'Pendiente de decisión',
    partiallyApproved: 'Pendiente de más aprobaciones',
    approved: 'Aprobada',
    submitting: 'En proceso de envío',
    submitted: 'Enviada a Microsoft Defender',
    verifying: 'Enviada a Microsoft Defender, en verificación',
    verified: 'Verificada',
    partlyVerified: 'Verificada en parte',
    unverified: 'No verificada',
    failed: 'Con errores',
    rejected: 'Rechazada',
    expired: 'Expirada',
    withdrawn: 'Retirada',
  },
  problem: {
    permission:
      'Microsoft Graph rechazó la llamada porque a la aplicación le falta el permiso SecurityAnalyzedMessage.ReadWrite.All. Un administrador debe concederlo y dar el consentimiento del administrador. Después, pulse «Reintentar».',
    licence:
      'Microsoft Graph rechazó la llamada porque el inquilino no tiene ninguna licencia de Microsoft Defender para Office 365 Plan 2. Asigne la licencia y pulse «Reintentar».',
    credential:
      'La aplicación no pudo iniciar sesión en Microsoft Graph. Su certificado, secreto o identidad administrada falta, no es correcto o ha expirado. Renuévelo y pulse «Reintentar».',
    unresolvedEmail:
      'De algunos correos solo se conoce el identificador, y Microsoft Graph no los encontró. Quítelos a mano en Microsoft Defender o pulse «Reintentar» más tarde.',
    badRequest:
      'Microsoft Graph no aceptó la orden tal como se envió. Pulse «Reintentar» una vez. Si vuelve a fallar, quite los correos en Microsoft Defender y comunique el problema a quien administra esta aplicación.',
    overtaken:
      'Desde que se pidió deshacer, otra solicitud ha movido todos estos correos, así que no se restauró nada.',
    other:
      'Microsoft Graph rechazó la llamada. Pulse «Reintentar». Si vuelve a fallar, quite los correos en Microsoft Defender y comunique el problema a quien administra esta aplicación.',
  },
};
