package io.github.zerobus.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sample.
 *
 * @param rate measurements a second, 0 for none
 */
@ConfigurationProperties("sample")
record SampleProperties(@DefaultValue("1000") int rate) {

    SampleProperties {
        if (rate < 0) {
            throw new IllegalArgumentException("sample.rate is " + rate + "; choose 0 or more measurements a second");
        }
    }
}
