package dev.firstline.notify;

import dev.firstline.platform.testing.PackageRules;
import org.junit.jupiter.api.Test;

class PackagesTest {

    @Test
    void packagesKnowOnlyWhatTheyMay() {
        PackageRules.check("dev.firstline.notify");
    }
}
