// kin-openapi reads the OpenAPI 3.0 document and takes every captured answer.
//
//	go run main.go DOCUMENT CAPTURES
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/getkin/kin-openapi/openapi3"
)

func main() {
	loader := openapi3.NewLoader()
	document, err := loader.LoadFromFile(os.Args[1])
	check(err)
	// It takes null for no value of a field of any type; an example has one.
	check(document.Validate(loader.Context, openapi3.DisableExamplesValidation()))
	schema := document.Components.Schemas["TaskResponse"].Value

	files, err := filepath.Glob(os.Args[2] + "/get_*.json")
	check(err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		var value map[string]interface{}
		check(json.Unmarshal(text, &value))
		check(schema.VisitJSON(value))
		value["result"] = []interface{}{}
		if schema.VisitJSON(value) == nil {
			check(fmt.Errorf("%s: a list is taken for a task", file))
		}
	}
	if len(files) == 0 {
		check(fmt.Errorf("no captures"))
	}
	fmt.Printf("kin-openapi: %d answers\n", len(files))
}

func check(err error) {
	if err != nil {
		fmt.Println("FAIL", err)
		os.Exit(1)
	}
}
