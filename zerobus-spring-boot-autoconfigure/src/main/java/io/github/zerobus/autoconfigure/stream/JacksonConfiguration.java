package io.github.zerobus.autoconfigure.stream;

import io.github.zerobus.records.ObjectJson;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Configuration of the conversion of objects to JSON with the mapper of the application. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(JsonMapper.class)
class JacksonConfiguration {

    @Bean
    @ConditionalOnSingleCandidate(JsonMapper.class)
    @ConditionalOnMissingBean
    ObjectJson zerobusObjectJson(JsonMapper mapper) {
        return mapper::writeValueAsBytes;
    }
}
