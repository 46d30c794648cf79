package io.github.zerobus.autoconfigure;

import io.github.zerobus.records.ObjectJson;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Objects as JSON, by the application's mapper. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
class ZerobusJacksonConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(JsonMapper.class)
    @ConditionalOnMissingBean
    ObjectJson zerobusObjectJson(JsonMapper mapper) {
        return mapper::writeValueAsBytes;
    }
}
