import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.Security;
import java.util.Arrays;
import java.util.Collection;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Prints a line for each signature of each PDF: SubFilter, whether the signature holds, and what its attributes are. */
public class Signatures {
    public static void main(String[] files) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        for (String file : files) {
            byte[] bytes = Files.readAllBytes(Paths.get(file));
            try (PDDocument document = PDDocument.load(bytes)) {
                for (PDSignature signature : document.getSignatureDictionaries())
                    judge(bytes, signature);
            }
        }
    }

    static void judge(byte[] bytes, PDSignature signature) throws Exception {
        byte[] padded = signature.getContents();
        CMSSignedData cms;
        try (ASN1InputStream in = new ASN1InputStream(padded)) {
            cms = new CMSSignedData(new CMSProcessableByteArray(signature.getSignedContent(bytes)), in.readObject().getEncoded());
        }
        Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
        for (SignerInformation signer : signers) {
            X509CertificateHolder holder = (X509CertificateHolder) cms.getCertificates().getMatches(signer.getSID()).iterator().next();
            boolean good = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(holder));
            boolean time = signer.getSignedAttributes().get(PKCSObjectIdentifiers.pkcs_9_at_signingTime) != null;
            SigningCertificateV2 named = SigningCertificateV2.getInstance(
                signer.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2).getAttributeValues()[0]);
            ESSCertIDv2 id = named.getCerts()[0];
            DigestCalculator hash = new JcaDigestCalculatorProviderBuilder().setProvider("BC").build().get(id.getHashAlgorithm());
            hash.getOutputStream().write(holder.getEncoded());
            boolean same = Arrays.equals(hash.getDigest(), id.getCertHash());
            boolean der = Arrays.equals(signer.getEncodedSignedAttributes(), signer.toASN1Structure().getAuthenticatedAttributes().getEncoded("DER"));
            boolean stamp = signer.getUnsignedAttributes() != null
                && signer.getUnsignedAttributes().get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken) != null;
            System.out.println(signature.getSubFilter() + " signers=" + signers.size() + " valid=" + good + " signingTime=" + time
                + " certificate=" + same + " der=" + der + " stamp=" + stamp + " digest=" + signer.getDigestAlgOID()
                + " algorithm=" + signer.getEncryptionAlgOID());
        }
    }
}
