import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMail, wordsOfPage } from './mail.ts';

const read = (text: string) => readMail(new TextEncoder().encode(text.replaceAll('\n', '\r\n')));

const HEAD = `From: =?utf-8?q?Ad=C3=A8le_Martin?= <adele@exemple.fr>
To: mairie@exemple.fr, Bo <bo@exemple.fr>
Subject: =?utf-8?b?RMOpbGliw6lyYXRpb24=?=
Date: Mon, 2 Mar 2026 10:00:00 +0100
MIME-Version: 1.0
`;

describe('a mail', () => {
  it('has its headers, its text and the names of what is attached', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Bonjour
--b
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

JVBERg==
--b--
`);
    expect(mail).toMatchObject({
      from: 'Adèle Martin <adele@exemple.fr>',
      to: 'mairie@exemple.fr, Bo <bo@exemple.fr>',
      subject: 'Délibération',
      attachments: [{ name: 'plan.pdf', size: 4 }],
    });
    expect(mail.text?.trim()).toBe('Bonjour');
  });

  it('of HTML alone has no text of its own', async () => {
    const mail = await read(`${HEAD}Content-Type: text/html

<p>Bonjour<script>alert(1)</script></p>
`);
    expect(mail.text).toBeUndefined();
    expect(mail.html).toContain('Bonjour');
  });

  it('that is cut is read as far as it goes', async () => {
    const mail = await read(`${HEAD}Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

Début`);
    expect(mail.text?.trim()).toBe('Début');
  });
});

describe('the words of a page', () => {
  it('are those that a reader sees', () => {
    const page =
      '<head><title>t</title></head><p>Un &amp; deux</p><!-- x --><b>trois</b><script>quatre</script>';
    expect(wordsOfPage(page)).toBe('Un &amp; deux\ntrois');
  });

  it('hold no element, whatever the page is', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<!--',
      '-->',
      '<script',
      '</script>',
      ' onerror=x',
      'a',
      '"',
      '<img ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        expect(wordsOfPage(pieces.join(''))).not.toContain('<');
      }),
    );
  });
});
