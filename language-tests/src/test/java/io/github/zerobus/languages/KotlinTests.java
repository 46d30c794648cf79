package io.github.zerobus.languages;

import static io.github.zerobus.languages.BothEncodings.assertRefused;
import static io.github.zerobus.languages.BothEncodings.assertRow;

import org.junit.jupiter.api.Test;

class KotlinTests {

    @Test
    void dataClassHasTheNamesOfItsProperties() {
        assertRow(Examples.plain(), """
                {"device":"d","celsius":1.5,"at":0,"isActive":true,"tags":{"a":"b"},"history":[1,2]}""");
        assertRow(new WithEnum(Level.HIGH, null), """
                {"level":"HIGH","price":null}""");
    }

    @Test
    void valueClassIsSentAsItsValue() {
        assertRow(Examples.valueClasses(), """
                {"device":"d","celsius":21.0,"other":null,"all":["e"]}""");
        assertRow(Examples.moreValueClasses(), """
                {"device":"d","celsius":21.0,"other":"f","all":["e"]}""");
    }

    @Test
    void unsignedNumberKeepsItsValue() {
        assertRow(Examples.unsigned(), """
                {"bytesIn":"18446744073709551615","port":65535,"level":200,"seq":4000000000,"optional":7,\
                "list":[4000000000]}""");
    }

    @Test
    void accessorsOfAllKindsAreRead() {
        assertRow(new WithInternal(7, "i"), """
                {"score":7,"id":"i"}""");
        assertRow(new WithJvmField(7, "i"), """
                {"code":7,"id":"i"}""");
        assertRow(new Delegated("i"), """
                {"id":"i","upper":"I"}""");
        assertRow(Examples.lateInit(), """
                {"device":"d","count":3}""");
    }

    @Test
    void propertyThatCannotBeReadIsRefused() {
        assertRefused(new WithPrivate("i", 1), "hidden");
        assertRefused(Examples.duration(), "took");
        assertRefused(Examples.unsignedArray(), "xs");
    }
}
