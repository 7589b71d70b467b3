/**
 * A signature file of the project's own, in the form that PRONOM publishes, with one imaginary format for each thing
 * that a signature can say.
 */
export const SMALL_SIGNATURE_FILE = `<?xml version="1.0" encoding="UTF-8"?>
<FFSignatureFile DateCreated="2026-01-01T00:00:00" Version="1" xmlns="http://www.nationalarchives.gov.uk/pronom/SignatureFile">
  <InternalSignatureCollection>
    <InternalSignature ID="1" Specificity="Specific">
      <ByteSequence Reference="BOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="0" SubSeqMaxOffset="0"><Sequence>50455249</Sequence><DefaultShift>5</DefaultShift><Shift Byte="50">4</Shift></SubSequence>
      </ByteSequence>
    </InternalSignature>
    <InternalSignature ID="2" Specificity="Specific">
      <ByteSequence Reference="BOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="0" SubSeqMaxOffset="0"><Sequence>50455249</Sequence><RightFragment MinOffset="1" MaxOffset="3" Position="1">32</RightFragment></SubSequence>
      </ByteSequence>
    </InternalSignature>
    <InternalSignature ID="3" Specificity="Specific">
      <ByteSequence Reference="BOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="4" SubSeqMaxOffset="8"><Sequence>56415249</Sequence></SubSequence>
      </ByteSequence>
      <ByteSequence Reference="EOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="0" SubSeqMaxOffset="2"><Sequence>454E44</Sequence></SubSequence>
      </ByteSequence>
    </InternalSignature>
    <InternalSignature ID="4" Specificity="Specific">
      <ByteSequence>
        <SubSequence Position="1" SubSeqMinOffset="0"><Sequence>414E5957484552</Sequence></SubSequence>
        <SubSequence Position="2" SubSeqMinOffset="2"><Sequence>54484E</Sequence></SubSequence>
      </ByteSequence>
    </InternalSignature>
    <InternalSignature ID="5" Specificity="Specific">
      <ByteSequence Reference="BOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="0" SubSeqMaxOffset="0"><Sequence>5445[30:39][!00][&amp;80]5453</Sequence></SubSequence>
      </ByteSequence>
    </InternalSignature>
    <InternalSignature ID="6" Specificity="Specific">
      <ByteSequence Reference="EOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="1"><Sequence>464952</Sequence></SubSequence>
        <SubSequence Position="2" SubSeqMinOffset="2" SubSeqMaxOffset="4"><Sequence>4C4153</Sequence></SubSequence>
      </ByteSequence>
    </InternalSignature>
    <InternalSignature ID="7" Specificity="Specific">
      <ByteSequence Reference="BOFoffset">
        <SubSequence Position="1" SubSeqMinOffset="2" SubSeqMaxOffset="6">
          <Sequence>414E43484F52</Sequence>
          <LeftFragment MinOffset="0" MaxOffset="1" Position="1">4C31</LeftFragment>
          <LeftFragment MinOffset="0" MaxOffset="1" Position="1">4C32</LeftFragment>
          <LeftFragment MinOffset="0" MaxOffset="0" Position="2">4C</LeftFragment>
        </SubSequence>
      </ByteSequence>
    </InternalSignature>
  </InternalSignatureCollection>
  <FileFormatCollection>
    <FileFormat ID="101" Name="Perenne one" PUID="fmt/90001" Version="1" MIMEType="application/x-one, application/one" FormatType="Text"><InternalSignatureID>1</InternalSignatureID><Extension>One</Extension></FileFormat>
    <FileFormat ID="102" Name="Perenne two" PUID="fmt/90002" Version="2"><InternalSignatureID>2</InternalSignatureID><Extension>one</Extension><Extension>two</Extension><HasPriorityOverFileFormatID>101</HasPriorityOverFileFormatID></FileFormat>
    <FileFormat ID="103" Name="Variable" PUID="fmt/90003"><InternalSignatureID>3</InternalSignatureID><Extension>var</Extension></FileFormat>
    <FileFormat ID="104" Name="Anywhere" PUID="x-fmt/90004"><InternalSignatureID>4</InternalSignatureID><Extension>any</Extension></FileFormat>
    <FileFormat ID="105" Name="Tests" PUID="fmt/90005"><InternalSignatureID>5</InternalSignatureID><Extension>tst</Extension></FileFormat>
    <FileFormat ID="106" Name="From the end" PUID="fmt/90006"><InternalSignatureID>6</InternalSignatureID><Extension>end</Extension></FileFormat>
    <FileFormat ID="107" Name="Fragments" PUID="fmt/90007"><InternalSignatureID>7</InternalSignatureID><Extension>frg</Extension></FileFormat>
    <FileFormat ID="108" Name="Twin of fragments" PUID="fmt/90008"><InternalSignatureID>7</InternalSignatureID><Extension>twn</Extension></FileFormat>
    <FileFormat ID="109" Name="Unsigned" PUID="fmt/90009"><Extension>uns</Extension></FileFormat>
    <FileFormat ID="110" Name="Plain Text File" PUID="x-fmt/111" MIMEType="text/plain"><Extension>txt</Extension></FileFormat>
    <FileFormat ID="111" Name="Values" PUID="x-fmt/18" MIMEType="text/csv"><Extension>csv</Extension></FileFormat>
  </FileFormatCollection>
</FFSignatureFile>
`;
