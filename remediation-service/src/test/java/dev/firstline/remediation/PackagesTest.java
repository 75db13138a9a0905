package dev.firstline.remediation;

import dev.firstline.platform.testing.PackageRules;
import org.junit.jupiter.api.Test;

class PackagesTest {

    @Test
    void eachPackageKnowsOnlyWhatItMay() {
        PackageRules.check("dev.firstline.remediation");
    }
}
