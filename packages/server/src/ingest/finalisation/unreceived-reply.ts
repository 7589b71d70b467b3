import { label } from '../../logbook/index.ts';
import { FIRST_CODE_LISTS } from './code-lists.ts';

/**
 * The reply of a package for which no operation could be made (spec ingest.md 2.3): short enough to be written here,
 * and made without anything else.
 */
export function unreceivedReply({
  operation,
  date,
  reason,
}: {
  operation: string;
  date: Date;
  reason: string;
}): string {
  const message = `${label('STP_UPLOAD_SIP.KO')} ${reason}`;
  const instant = date.toISOString().slice(0, -1);
  const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`;
  const event =
    tag('EventTypeCode', 'STP_UPLOAD_SIP') +
    tag('EventType', label('STP_UPLOAD_SIP')) +
    tag('EventDateTime', instant) +
    tag('Outcome', 'KO') +
    tag('OutcomeDetail', 'STP_UPLOAD_SIP.KO') +
    tag('OutcomeDetailMessage', message);
  const lists = Object.entries(FIRST_CODE_LISTS).map(([name, version]) => tag(name, version));
  const namespace = 'fr:gouv:culture:archivesdefrance:seda:v2.1';
  return (
    `<?xml version="1.0" encoding="UTF-8"?><ArchiveTransferReply xmlns="${namespace}"` +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${namespace} seda-2.1-main.xsd">` +
    tag('Comment', message) +
    tag('Date', instant) +
    tag('MessageIdentifier', operation) +
    `<CodeListVersions>${lists.join('')}</CodeListVersions>` +
    tag('ReplyCode', 'KO') +
    `<Operation><Event>${event}</Event></Operation>` +
    tag('MessageRequestIdentifier', 'Unknown') +
    `<ArchivalAgency>${tag('Identifier', 'ArchivalAgencyToBeDefined')}</ArchivalAgency>` +
    `<TransferringAgency>${tag('Identifier', 'TransferringAgencyToBeDefined')}</TransferringAgency></ArchiveTransferReply>`
  );
}

function escaped(text: string): string {
  return text.replace(
    /[&<>]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] as string,
  );
}
