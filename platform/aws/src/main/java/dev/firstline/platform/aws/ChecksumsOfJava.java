package dev.firstline.platform.aws;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/**
 * Leaves the checksums of {@code aws-crt} out of a native executable: that library is optional, and here it is absent, which a JVM
 * finds out when it is called, and a native build refuses to leave open. Nothing that Firstline calls asks for them.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/issues/5682">aws-sdk-java-v2 #5682</a>
 */
@TargetClass(className = "software.amazon.awssdk.checksums.internal.ChecksumProvider")
final class ChecksumsOfJava {

    private ChecksumsOfJava() {}

    /** Null has the caller take the SDK's own implementation. */
    @Substitute
    static SdkChecksum createCrtCrc32C() {
        return null;
    }

    @Substitute
    static SdkChecksum crc64NvmeCrtImplementation() {
        throw new UnsupportedOperationException("CRC64NVME needs software.amazon.awssdk.crt:aws-crt");
    }

    @Substitute
    static SdkChecksum crtXxHash(ChecksumAlgorithm algorithm) {
        throw new UnsupportedOperationException(algorithm.algorithmId() + " needs software.amazon.awssdk.crt:aws-crt");
    }
}
