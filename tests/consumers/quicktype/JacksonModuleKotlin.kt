// Stands in for com.fasterxml.jackson.module:jackson-module-kotlin
package com.fasterxml.jackson.module.kotlin

import com.fasterxml.jackson.annotation.JsonCreator
import com.fasterxml.jackson.core.TreeNode
import com.fasterxml.jackson.core.type.TypeReference
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.databind.cfg.MapperConfig
import com.fasterxml.jackson.databind.introspect.*

fun jacksonObjectMapper() = ObjectMapper().setAnnotationIntrospector(
    object : JacksonAnnotationIntrospector() {
        override fun findImplicitPropertyName(member: AnnotatedMember) =
            ((member as? AnnotatedParameter)?.owner as? AnnotatedConstructor)
                ?.annotated?.parameters?.get(member.index)?.name ?: super.findImplicitPropertyName(member)
        override fun findCreatorAnnotation(config: MapperConfig<*>, member: Annotated) =
            if (member is AnnotatedConstructor && member.declaringClass.isAnnotationPresent(Metadata::class.java))
                JsonCreator.Mode.PROPERTIES
            else super.findCreatorAnnotation(config, member)
    })!!

inline fun <reified T> ObjectMapper.readValue(text: String): T =
    readValue(text, object : TypeReference<T>() {})

inline fun <reified T> ObjectMapper.treeToValue(node: TreeNode): T =
    readerFor(object : TypeReference<T>() {}).readValue(treeAsTokens(node))
